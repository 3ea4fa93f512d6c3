import { retry } from "@scanferry/transfer";
import { readHeaderFromStream } from "@scanferry/dicom";
import type { XnatContext } from "../../context.js";
import { filePath } from "../../http/file-path.js";
import { xnatError } from "../../http/xnat-error.js";

/** The UIDs stand among the first elements, which all headers seen have within a few kilobytes. */
const headBytes = 16 * 1024;

/**
 * Reads the UID of a file's SOP instance from its first bytes on the server (Range is honored, measured on 1.6.4); nothing for a file that is no DICOM.
 *
 * @param uri As the server lists it.
 */
export function instanceOf(
  ctx: XnatContext,
  uri: string,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const path = filePath(uri, ctx.version.line);
  const { retries, sleep, random } = ctx;
  const read = async (range: Record<string, string>): Promise<string | undefined> => {
    const answer = await ctx.http.bytes("GET", path, {
      headers: range,
      ...(signal === undefined ? {} : { signal }),
    });
    const { status } = answer;
    if (status !== 200 && status !== 206)
      throw xnatError(ctx, answer, await answer.text(), { path, subject: uri });
    const found = await readHeaderFromStream(answer.body, { identityAlone: true, signal });
    await answer.dump();
    return found.header?.sopInstanceUid;
  };
  return retry(
    // Where the beginning does not do, the file is read as far as it takes.
    async () => (await read({ Range: `bytes=0-${String(headBytes - 1)}` })) ?? (await read({})),
    { retries, sleep, random, ...(signal === undefined ? {} : { signal }) },
  );
}
