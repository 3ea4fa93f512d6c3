import { runPool, toScanferryError, type ScanferryError } from "@scanferry/transfer";
import type { XnatFile } from "../../schemas/xnat-file.js";
import { notedContent, noteStored } from "../journal/note-stored.js";
import { fileExists, otherSpelling } from "../server/put-errors.js";
import { sameContent } from "../server/same-content.js";
import { storedName } from "../sources/check-names.js";
import type { SourceFile } from "../sources/source-file.js";
import { fileId } from "./file-result.js";
import type { Sending } from "./sending.js";

/** What becomes of a file, once the server's list was looked at. */
export interface Decision {
  readonly file: SourceFile;
  readonly what: "send" | "replace" | "unchanged" | ScanferryError;
}

/** Compares files with what the server has under their names; only those that are there take any time. */
export async function* decideFiles(
  sending: Sending,
  files: readonly SourceFile[],
  there: ReadonlyMap<string, XnatFile>,
): AsyncGenerator<Decision, void, undefined> {
  const present: { file: SourceFile; one: XnatFile }[] = [];
  for (const file of files) {
    const one = there.get(file.name);
    if (one === undefined) yield { file, what: "send" };
    else present.push({ file, one });
  }
  yield* runPool(present, ({ file, one }, { signal }) => decide(sending, file, one, signal), sending.options);
}

async function decide(
  sending: Sending,
  file: SourceFile,
  one: XnatFile,
  signal: AbortSignal,
): Promise<Decision> {
  const { ctx, target, options } = sending;
  try {
    const isKnown = notedContent(sending, file);
    const about = { signal, project: target.project, isKnown };
    const { same, ...content } = await sameContent(ctx, one, file, about);
    if (same) {
      await noteStored(sending, file, { md5: content.md5, modified: content.modified });
      return { file, what: "unchanged" };
    }
  } catch (error) {
    return { file, what: toScanferryError(error) };
  }
  const subject = fileId(target, file);
  if (options.overwrite !== true) return { file, what: fileExists(subject) };
  const isOurs = one.stored === storedName(file.name, ctx.version.line);
  return { file, what: isOurs ? "replace" : otherSpelling(subject) };
}
