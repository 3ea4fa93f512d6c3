import type { CallOptions, LorisContext } from "../context.js";
import type { RemoteBytes } from "../http/open-bytes.js";
import { openBytes } from "../http/open-bytes.js";
import type { VisitPlace } from "./visit.js";

/** What belongs to a recording besides its own file, as BIDS files of the server. */
export type RecordingPart = "channels" | "electrodes" | "events" | "archive";

/** The bytes of a recording, or of one of its BIDS files. */
export function recordingBytes(
  ctx: LorisContext,
  at: VisitPlace,
  name: string,
  part: RecordingPart | undefined,
  options: CallOptions = {},
): Promise<RemoteBytes> {
  const below = part === undefined ? [] : ["bidsfiles", part];
  return openBytes(ctx, ["candidates", at.candidate, at.visit, "recordings", name, ...below], options);
}
