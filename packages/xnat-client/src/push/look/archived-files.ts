import { ScanferryError, isScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../../context.js";
import { files } from "../../calls/files.js";
import { itemPath } from "../../calls/place-path.js";
import type { XnatItem } from "../../http/get-item.js";
import { getItem } from "../../http/get-item.js";
import type { ArchivePlace } from "../../prearchive/archive-place.js";
import type { RemoteFile } from "./remote-file.js";

/** A session of the archive, as its own record shows it. */
export interface ArchivedSession {
  /** Below the server's root. */
  readonly uri: string;
  /** UID of its study, where the server tells it. */
  readonly studyUid: string | undefined;
  readonly scans: readonly ArchivedScan[];
}

/** A scan of it. */
export interface ArchivedScan {
  readonly id: string;
  readonly type: string;
  readonly xsiType: string;
  readonly seriesUid: string | undefined;
  /** How many DICOM files its resources have, as the server counts them; undefined where it does not. */
  readonly dicomFiles: number | undefined;
}

/** The archive sorts instances that are no images into a resource of their own. */
const dicomLabels = new Set(["DICOM", "secondary"]);

/**
 * A session of the archive; nothing where the project has none of that label.
 *
 * @throws {@link ScanferryError} `remote/conflict` where the label belongs to another subject's session; `auth/*`, `remote/*`, `net/*`
 */
export async function archivedSession(
  ctx: XnatContext,
  place: ArchivePlace,
  { signal }: CallOptions = {},
): Promise<ArchivedSession | undefined> {
  const { project, subject, session: experiment } = place;
  const own = await itemAt(ctx, { project, subject, experiment }, signal);
  if (own !== undefined) {
    const studyUid = textOf(own.fields["UID"]) || undefined;
    return { uri: itemPath({ project, subject, experiment }), studyUid, scans: scansOf(own) };
  }
  // A label is unique in its project, and 1.6 would answer so only after everything was sent.
  if ((await itemAt(ctx, { project, experiment }, signal)) === undefined) return undefined;
  throw new ScanferryError(
    "remote/conflict",
    "The session's label belongs to another subject of the project.",
    {
      hint: "Correct the subject, or give the session another label.",
      details: { reason: "label-in-use" },
      subject: `${subject}/${experiment}`,
    },
  );
}

/** The DICOM files of a session of the archive. */
export async function* archivedFiles(
  ctx: XnatContext,
  place: ArchivePlace,
  { scans }: Pick<ArchivedSession, "scans">,
  { signal }: CallOptions = {},
): AsyncGenerator<RemoteFile, void, undefined> {
  const { project, subject, session: experiment } = place;
  if (scans.length === 0) return;
  const seriesOf = new Map(scans.map(({ id, seriesUid }) => [id, seriesUid]));
  for await (const file of files(ctx, { project, subject, experiment, scan: "ALL" }, { signal })) {
    const scanId = decodeURIComponent(/\/scans\/([^/]+)\//.exec(file.uri)?.[1] ?? "");
    if (!dicomLabels.has(file.collection) && file.format !== "DICOM") continue;
    const { name, sizeBytes, md5, uri } = file;
    yield { scanId, seriesUid: seriesOf.get(scanId), name, sizeBytes, md5, uri };
  }
}

async function itemAt(
  ctx: XnatContext,
  place: { project: string; subject?: string; experiment: string },
  signal: AbortSignal | undefined,
): Promise<XnatItem | undefined> {
  const subject = `${place.project}/${place.experiment}`;
  try {
    return await getItem(ctx, itemPath(place), { signal, subject, project: place.project });
  } catch (error) {
    if (isScanferryError(error, "remote/not-found")) return undefined;
    throw error;
  }
}

function scansOf({ children }: XnatItem): ArchivedScan[] {
  return (children["scans/scan"] ?? []).map(({ xsiType, fields, children: within }) => {
    const counts = (within["file"] ?? [])
      .filter(({ fields: { label } }) => typeof label === "string" && dicomLabels.has(label))
      .map(({ fields: { file_count: count } }) => Number(count));
    const total = counts.reduce((sum, count) => sum + count, 0);
    return {
      id: textOf(fields["ID"]),
      type: textOf(fields["type"]),
      xsiType,
      seriesUid: textOf(fields["UID"]) || undefined,
      dicomFiles: counts.length > 0 && Number.isSafeInteger(total) ? total : undefined,
    };
  });
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
