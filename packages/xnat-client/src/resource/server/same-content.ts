import { createHash } from "node:crypto";
import { throwIfAborted } from "@scanferry/transfer";
import { fileBytes } from "../../calls/file-bytes.js";
import type { CallOptions, XnatContext } from "../../context.js";
import type { XnatFile } from "../../schemas/xnat-file.js";
import { openFile } from "../sources/open-file.js";
import type { SourceFile } from "../sources/source-file.js";
import { storedDate } from "./stored-date.js";

/** What reading from the server takes. */
interface ReadOptions extends CallOptions {
  /** The project whose web page a 403 names. */
  readonly project: string | undefined;
}

/** What a comparison came to. */
export interface SameContent {
  readonly same: boolean;
  readonly md5?: string;
  /** When the server's file was written, where that was asked. */
  readonly modified?: string | undefined;
}

/** Whether a file of the server has the bytes of one here: by size, by the digest that is known of it, else by reading it there. */
export async function sameContent(
  ctx: XnatContext,
  there: XnatFile,
  here: SourceFile,
  options: ReadOptions & {
    /** Whether the server's file of a date is known to have these bytes. */
    readonly isKnown?: ((md5: string, modified: string) => boolean) | undefined;
  },
): Promise<SameContent> {
  if (!sameSize(there, here)) return { same: false };
  const md5 = here.md5 ?? (await md5Of(openFile(here.path), options.signal));
  if (there.md5 !== undefined) return { same: md5 === there.md5, md5 };
  const { isKnown } = options;
  const modified = isKnown === undefined ? undefined : await storedDate(ctx, there, options);
  if (modified !== undefined && isKnown?.(md5, modified) === true) return { same: true, md5, modified };
  return { same: md5 === (await md5There(ctx, there, options)), md5, modified };
}

/** Whether the listed size is the right one; none is listed for empty files, and for those that the server did not open. */
export function sameSize(there: Pick<XnatFile, "sizeBytes">, here: SourceFile): boolean {
  return there.sizeBytes === undefined || there.sizeBytes === here.sizeBytes;
}

/** The digest of a file's bytes as the server sends them. */
export async function md5There(
  ctx: XnatContext,
  { uri, sizeBytes }: XnatFile,
  { signal, project }: ReadOptions,
): Promise<string> {
  const { body } = await fileBytes(ctx, uri, { signal, sizeBytes, project });
  return md5Of(body, signal);
}

async function md5Of(source: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("md5");
  for await (const chunk of source) {
    throwIfAborted(signal);
    hash.update(chunk);
  }
  return hash.digest("hex");
}
