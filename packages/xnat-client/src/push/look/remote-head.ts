import { readHeaderFromStream } from "@scanferry/dicom";
import { retry, type BytesResponse } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import { filePath } from "../../http/file-path.js";
import { xnatError } from "../../http/xnat-error.js";
import type { RemoteFile } from "./remote-file.js";
import { endsWell } from "./ends-well.js";

/** The UIDs stand among the first elements, which all headers seen have within a few kilobytes. */
const headBytes = 8 * 1024;

/** What the beginning of a file on the server tells of it. */
export interface RemoteHead {
  readonly sopInstanceUid: string;
  /** Whether the file ends where its pixels do, or behind them; undefined where the beginning does not reach them. */
  readonly isWhole: boolean | undefined;
}

/** Reads the beginning of a file on the server (Range is honored, measured on 1.6.4); nothing for a file that is no DICOM. */
export function remoteHead(
  ctx: XnatContext,
  { uri, sizeBytes }: RemoteFile,
  signal: AbortSignal | undefined,
): Promise<RemoteHead | undefined> {
  return again(ctx, signal, async () => {
    const beginning = await open(ctx, uri, signal, { Range: `bytes=0-${String(headBytes - 1)}` });
    if (beginning === undefined) return undefined;
    // Read to its end: a body that is left halfway costs its connection, and there are thousands of these.
    const source = beginning.status === 206 ? await whole(beginning.body) : beginning.body;
    const found = await readHeaderFromStream(source, { identityAlone: true, signal });
    if (found.header !== undefined) {
      const isWhole = Array.isArray(source) ? await endsWell(source, sizeBytes) : undefined;
      return { sopInstanceUid: found.header.sopInstanceUid, isWhole };
    }
    if (beginning.status === 200) return undefined;
    // Where the beginning does not do, the file is read as far as it takes.
    const all = await open(ctx, uri, signal);
    if (all === undefined) return undefined;
    const { header } = await readHeaderFromStream(all.body, { identityAlone: true, signal });
    return header === undefined ? undefined : { sopInstanceUid: header.sopInstanceUid, isWhole: undefined };
  });
}

/** Reads a file on the server up to its pixels, or to its end where these are compressed, and says whether it is cut short. */
export function isWholeThere(
  ctx: XnatContext,
  { uri, sizeBytes }: RemoteFile,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const read = async (toTheEnd: boolean): Promise<string | undefined> => {
    const file = await open(ctx, uri, signal);
    if (file === undefined) return undefined;
    const { header } = await readHeaderFromStream(file.body, { sizeBytes, toTheEnd, signal });
    return header?.transferSyntax;
  };
  return again(ctx, signal, async () => {
    const syntax = await read(false);
    // Only pixels as they are announce their length.
    return syntax?.startsWith("1.2.840.10008.1.2.4") === true || syntax === "1.2.840.10008.1.2.5"
      ? (await read(true)) !== undefined
      : syntax !== undefined;
  });
}

function again<T>(
  { retries, sleep, random }: XnatContext,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  return retry(work, { retries, sleep, random, ...(signal === undefined ? {} : { signal }) });
}

/** Nothing for a file without a byte, of which no range can be had (416). */
async function open(
  ctx: XnatContext,
  uri: string,
  signal: AbortSignal | undefined,
  headers: Record<string, string> = {},
): Promise<BytesResponse | undefined> {
  const path = filePath(uri, ctx.version.line);
  const answer = await ctx.http.bytes("GET", path, { headers, ...(signal === undefined ? {} : { signal }) });
  if (answer.status === 200 || answer.status === 206) return answer;
  const text = await answer.text();
  if (answer.status === 416) return undefined;
  throw xnatError(ctx, answer, text, { path, subject: uri });
}

async function whole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  // A chunk may be used again once the next one is asked for.
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return chunks;
}
