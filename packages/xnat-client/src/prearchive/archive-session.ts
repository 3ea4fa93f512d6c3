import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../context.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { checkLabel } from "../manage/check-label.js";
import { afterAction, leftWaiting } from "./after-action.js";
import { answeredUri, isArchiveUri } from "./answered-uri.js";
import type { ArchivePlace } from "./archive-place.js";
import { archiveDest, archivedAt } from "./archive-place.js";
import type { SettledSession } from "./commit-session.js";
import { refusalError } from "./refusal.js";
import { actionQuery, mayGoOn, sendAction } from "./send-action.js";
import { moveSession } from "./move-session.js";
import { sessionAddress, unassignedProject } from "./session-address.js";
import { absentSession, presentSession } from "./session-at.js";
import { waitFor, type WaitOptions } from "./wait-for.js";

/** What happens to a session that is there already: nothing and an error, its new scans are added, or it is replaced. */
export type Overwrite = "none" | "append" | "delete";

/** Where a session goes, and what it may replace. */
export interface ArchiveOptions extends WaitOptions {
  /** It is moved there first where it waits elsewhere, as a session that no project claimed does. @default the project in whose prearchive it lies */
  readonly project?: string | undefined;
  /** Label of the subject, made where it is missing. @default the one that the prearchive has */
  readonly subject?: string | undefined;
  /** Label of the session. @default the one that the prearchive has */
  readonly session?: string | undefined;
  /** @default "none" */
  readonly overwrite?: Overwrite | undefined;
  /** Marks it as in quarantine. @default as the project says */
  readonly quarantine?: boolean | undefined;
}

/** Where a session would go with these options. */
export function archivePlaceOf(
  { project, subject, name }: PrearchiveSession,
  options: Pick<ArchiveOptions, "project" | "subject" | "session"> = {},
): ArchivePlace {
  return {
    project: options.project ?? project,
    subject: options.subject ?? subject,
    session: options.session ?? name,
  };
}

/**
 * Brings a session from the prearchive into the archive, under its own labels or corrected ones. One that the server is still receiving or
 * building is waited for first. The request is sent once; after a lost answer the server is asked what became of the session.
 *
 * XNAT answers 200, or 301 or 303 where the project archives by itself; a refusal is 409, 400, or 500 with "FAILED: …" (wire/xnat.md, 7, 11b).
 *
 * @param uri Its address in the prearchive.
 * @throws {@link ScanferryError} `remote/exists` or `remote/conflict` where the archive's session is in the way (`details.reason` says how),
 * `input/invalid` for a label that XNAT refuses and for a session that no project claimed where none is named, `remote/not-found`, `remote/busy`,
 * `auth/*`, `net/*`, `aborted`
 */
export async function archiveSession(
  ctx: XnatContext,
  uri: string,
  options: ArchiveOptions = {},
): Promise<SettledSession> {
  const { uri: src, project } = sessionAddress(uri);
  // 1.6 answers an archiving from there with a NullPointerException (recording 215), 1.9 with 400.
  if (project === unassignedProject && options.project === undefined) throw moveFirst(uri);
  for (const name of ["subject", "session"] as const)
    if (options[name] !== undefined) checkLabel(options[name], name);
  if (options.project !== undefined && options.project !== project) {
    // As on the web page: the project is changed in the prearchive, the labels on the way from there.
    const moved = await moveSession(ctx, uri, options.project, options);
    return archiveSession(ctx, moved.uri, { ...options, project: undefined });
  }
  const before = await presentSession(ctx, uri, options);
  const place = archivePlaceOf(before, options);
  const relabeled = place.subject !== before.subject || place.session !== before.name;
  if ((await waitFor(ctx, uri, undefined, options)) === undefined)
    return meanwhile(ctx, before, relabeled, options);
  const { overwrite = "none" } = options;
  const path = "/data/services/archive";
  const query = actionQuery(src, {
    overwrite: overwrite === "none" ? undefined : overwrite,
    dest: relabeled ? archiveDest(place) : undefined,
    quarantine: options.quarantine === true ? true : undefined,
  });
  const answer = await sendAction(ctx, path, query, options);
  if (answer !== undefined && answer.status >= 400 && !mayGoOn(answer))
    throw refusalError(ctx, answer, answer.text, { path, subject: src, project: place.project });
  const at =
    answer === undefined || answer.status >= 400 ? undefined : answeredUri(answer.text, answer.headers);
  const after = await afterAction(ctx, uri, placeAt(at) ?? place, options);
  if ("archived" in after) return { archived: true, uri: at ?? after.archived };
  throw leftWaiting(after.waits);
}

/** A project that archives by itself did so while it was waited for a session that was still coming in. */
async function meanwhile(
  ctx: XnatContext,
  before: PrearchiveSession,
  relabeled: boolean,
  options: WaitOptions,
): Promise<SettledSession> {
  const archived = await archivedAt(ctx, archivePlaceOf(before), options);
  if (archived === undefined) throw absentSession(before.uri);
  if (!relabeled) return { archived: true, uri: archived };
  throw new ScanferryError(
    "remote/conflict",
    "The server archived the session by itself, under its own labels.",
    {
      hint: "Its project archives what arrives without being asked. Correct the labels in the archive; for the next ones, set the project's prearchive code to 0 first.",
      details: { reason: "archived-meanwhile" },
      subject: before.uri,
    },
  );
}

/** The place that an answer names; accession IDs are taken there like labels. */
function placeAt(uri: string | undefined): ArchivePlace | undefined {
  if (uri === undefined || !isArchiveUri(uri)) return undefined;
  const names = /\/projects\/([^/]+)\/subjects\/([^/]+)\/experiments\/([^/\s]+)/.exec(uri);
  if (names === null) return undefined;
  const [project = "", subject = "", session = ""] = names.slice(1).map(decodeURIComponent);
  return { project, subject, session };
}

function moveFirst(uri: string): ScanferryError {
  return new ScanferryError("input/invalid", "A session that no project claimed cannot be archived.", {
    hint: "Name its project, so that it is moved there first.",
    details: { reason: "unassigned" },
    subject: uri,
  });
}
