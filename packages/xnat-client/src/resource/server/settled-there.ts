import type { XnatFile } from "../../schemas/xnat-file.js";
import type { Sending, SentFile } from "../send/sending.js";
import { listedThere } from "./listed-there.js";
import { sameSize } from "./same-content.js";

/** So long between two looks; a server unpacks some file in this time. */
const pauseMs = 3000;
/** Ten minutes. */
const mostLooks = 200;

/**
 * Looks for the files of an archive until they are all there or no more come: whoever cut the connection (a proxy, mostly) need not have stopped
 * the server, which may still be unpacking.
 */
export async function settledThere(
  { ctx, target }: Sending,
  sent: readonly SentFile[],
  signal: AbortSignal,
): Promise<{ readonly isWhole: boolean; readonly count: number }> {
  const names = sent.map(({ file }) => file.name);
  const look = (): Promise<Map<string, XnatFile>> => listedThere(ctx, target, names, { signal });
  let there = await look();
  for (let looks = 1; looks < mostLooks; looks++) {
    const isThere = ({ file }: SentFile): boolean => {
      const one = there.get(file.name);
      return one !== undefined && sameSize(one, file);
    };
    if (sent.every(isThere)) return { isWhole: true, count: there.size };
    if (there.size === 0) break;
    await ctx.sleep(pauseMs, signal);
    const before = there.size;
    there = await look();
    if (there.size === before) break;
  }
  return { isWhole: false, count: there.size };
}
