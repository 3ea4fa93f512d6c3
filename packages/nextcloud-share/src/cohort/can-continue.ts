import type { NextcloudClient } from "../client/nextcloud-client.js";
import type { ShareState } from "../journal/share-state.js";
import { digestSource } from "./read-source.js";
import type { ZipPlan } from "./zip-plan.js";

/** What the present run wants. */
export interface Wanted {
  remotePath: string;
  plan: ZipPlan;
  linkPassword: "none" | "separate" | "same";
  /** Whether an upload of this length is made in chunks, the only kind that can go on. */
  resumable: boolean;
  signal?: AbortSignal | undefined;
}

/** How the link password of an attempt was chosen. */
function linkPasswordOf(state: ShareState): Wanted["linkPassword"] {
  if (state.linkPassword === undefined) return "none";
  return state.linkPassword === state.password ? "same" : "separate";
}

/** Whether the sources are those of the attempt, by name, size and time. */
function sameSources(state: ShareState, plan: ZipPlan): boolean {
  const marks = state.sealed?.sources ?? [];
  return (
    marks.length === plan.sources.length &&
    plan.sources.every((source, index) => {
      const mark = marks[index];
      return (
        mark?.name === source.name && mark.sizeBytes === source.sizeBytes && mark.mtimeMs === source.mtimeMs
      );
    })
  );
}

/** Whether the sources are those of the attempt to the byte: with the same salt, anything else must not be sent. */
async function sameBytes(state: ShareState, wanted: Wanted): Promise<boolean> {
  for (const [index, source] of wanted.plan.sources.entries()) {
    const known = state.sealed?.sources[index]?.sha256;
    if (known === undefined || (await digestSource(source, wanted.signal)) !== known) return false;
  }
  return true;
}

/** Whether an attempt wanted what the present run wants, from the same sources. */
export function fits(state: ShareState, wanted: Wanted): boolean {
  if (state.password === undefined || state.listed || state.step === "cleared") return false;
  if (state.sealed === undefined) return false;
  if (state.remotePath !== wanted.remotePath || state.encryption !== wanted.plan.encryption) return false;
  return linkPasswordOf(state) === wanted.linkPassword && sameSources(state, wanted.plan);
}

/**
 * Decides whether an upload that was cut goes on. Anything that differs (source, place, kind of encryption, link
 * password) means a new attempt with new salts; below the chunk threshold an upload always starts again.
 */
export async function canResume(state: ShareState, wanted: Wanted): Promise<boolean> {
  return state.uploaded === undefined && fits(state, wanted) && wanted.resumable && sameBytes(state, wanted);
}

/** Whether the zip of an attempt is on the server as it was sent, so that only its link is missing. */
export async function isStillThere(
  cloud: NextcloudClient,
  state: ShareState,
  wanted: Wanted,
): Promise<boolean> {
  if (state.uploaded === undefined || !fits(state, wanted)) return false;
  const entry = await cloud.files.stat(state.remotePath, { signal: wanted.signal });
  if (entry?.sizeBytes !== state.uploaded.sizeBytes) return false;
  if (entry.etag !== undefined && entry.etag === state.uploaded.etag) return true;
  return (await cloud.files.digest(state.remotePath, { signal: wanted.signal })) === state.uploaded.sha256;
}
