import type { XnatExperiment, XnatProject, XnatScan, XnatSubject } from "../archive/archive-types.js";
import type { Writer } from "../archive/archive-writes.js";
import type { Xnat } from "../xnat.js";
import { ArchiveRefusal, REFUSED } from "./archive-refusal.js";
import { scanTypeOf, sessionTypeOf } from "./content-types.js";
import type { XnatPrearchiveScan } from "./instance.js";
import type { PrearchiveContent } from "./prearchive-content.js";
import type { XnatPrearchiveSession } from "./prearchive-session.js";
import { sessionFields } from "./scan-fields.js";

/** Where a session goes, and what becomes of one that is there. */
export interface ArchiveTo {
  /** @default that of the session */
  readonly project?: string;
  /** Label or accession id. @default that of the session */
  readonly subject?: string;
  /** Label. @default that of the session */
  readonly session?: string;
  /** @default "none" */
  readonly overwrite?: ArchiveOverwrite;
  /** Whether it waits for somebody who looks it through. @default false */
  readonly quarantine?: boolean;
  readonly writer: Writer;
}

/** `append` adds what is missing, `delete` takes away what is there first. */
export type ArchiveOverwrite = "none" | "append" | "delete";

/**
 * Moves a session of the prearchive, with its files, into the archive; it is gone from the prearchive afterwards. The bytes
 * stay where they are on the disk.
 *
 * @throws ArchiveRefusal when the session cannot go there: it stays, as CONFLICT
 */
export function archiveSession(xnat: Xnat, session: XnatPrearchiveSession, to: ArchiveTo): XnatExperiment {
  const { archive, prearchive } = xnat;
  const content = prearchive.content(session);
  try {
    const project = archive.project(to.project ?? session.project);
    if (project === undefined) throw new ArchiveRefusal(`No project named ${to.project ?? session.project}`);
    const label = to.session ?? session.name;
    const known = archive.experiment(label, project.id);
    if (known !== undefined) checkKnown(xnat, { known, session, content, to });
    const experiment = known ?? newExperiment(xnat, { project, label, session, content, to });
    if (to.overwrite === "delete") for (const scan of archive.scans(experiment)) archive.overlay.remove(scan);
    for (const scan of content.scans) storeScan(xnat, experiment, scan, to.writer);
    // No pipeline engine ever ends the workflow that archiving starts (recorded: 120, 212).
    if (xnat.settings.pipelines) xnat.openWorkflows.add(experiment.id);
    if (to.quarantine === true) xnat.quarantined.add(experiment.id);
    prearchive.remove(session.url);
    return experiment;
  } catch (error) {
    if (error instanceof ArchiveRefusal) {
      session.status = "CONFLICT";
      session.built = true;
      session.lastmodMs = to.writer.nowMs;
    }
    throw error;
  }
}

interface Known {
  readonly known: XnatExperiment;
  readonly session: XnatPrearchiveSession;
  readonly content: PrearchiveContent;
  readonly to: ArchiveTo;
}

function checkKnown(xnat: Xnat, { known, session, content, to }: Known): void {
  const { archive } = xnat;
  const overwrite = to.overwrite ?? "none";
  const subject = to.subject ?? session.subject;
  if (known.subject.label !== subject && known.subject.id !== subject)
    throw new ArchiveRefusal(REFUSED.otherSubject);
  if (overwrite === "delete") return;
  if (xnat.openWorkflows.has(known.id)) throw new ArchiveRefusal(REFUSED.inProgress);
  if (overwrite === "none") throw new ArchiveRefusal(REFUSED.exists);
  const study = known.fields["UID"];
  if (study !== undefined && study !== session.tag) throw new ArchiveRefusal(REFUSED.otherStudy);
  for (const scan of content.scans) {
    const there = sameSeries(archive.scans(known), scan);
    const resource = there === undefined ? undefined : archive.resource(there, "DICOM");
    if (resource === undefined) continue;
    for (const name of scan.files.keys())
      if (xnat.files.find(resource, name) !== undefined) throw new ArchiveRefusal(REFUSED.sameFiles);
  }
}

function newExperiment(
  xnat: Xnat,
  {
    project,
    label,
    session,
    content,
    to,
  }: Omit<Known, "known"> & { readonly project: XnatProject; readonly label: string },
): XnatExperiment {
  const { writes } = xnat.archive;
  const name = to.subject ?? session.subject;
  const subject: XnatSubject =
    xnat.archive.subject(name, project.id) ?? writes.subject(project.id, name, {}, to.writer);
  const { facts } = content;
  return writes.experiment(
    subject,
    label,
    {
      xsiType: sessionTypeOf(content),
      date: session.scanDate,
      fields: facts === undefined ? { UID: session.tag } : sessionFields(facts),
    },
    to.writer,
  );
}

function storeScan(xnat: Xnat, experiment: XnatExperiment, scan: XnatPrearchiveScan, writer: Writer): void {
  const { archive, files } = xnat;
  const scans = archive.scans(experiment);
  const into =
    sameSeries(scans, scan) ??
    archive.writes.scan(
      experiment,
      freeId(scans, scan),
      {
        type: scan.seriesDescription,
        seriesDescription: scan.seriesDescription,
        quality: "usable",
        xsiType: scanTypeOf(scan),
        fields: { ...scan.fields, frames: String(scan.files.size) },
      },
      writer,
    );
  const resource =
    archive.resource(into, "DICOM") ??
    archive.writes.resource(into, "DICOM", { format: "DICOM", content: "RAW" });
  const sops = xnat.sopInstances(resource.id);
  for (const { name, body, sopInstanceUid } of scan.files.values()) {
    files.put(resource, name, body);
    sops.set(name, sopInstanceUid);
  }
}

function sameSeries(scans: readonly XnatScan[], scan: XnatPrearchiveScan): XnatScan | undefined {
  return scans.find((one) => one.fields["UID"] === scan.seriesUid);
}

/** A scan id that is taken by another series gets the modality behind it. */
function freeId(scans: readonly XnatScan[], { id, modality }: XnatPrearchiveScan): string {
  const taken = new Set(scans.map((one) => one.id));
  if (!taken.has(id)) return id;
  for (let count = 1; ; count++) {
    const other = `${id}-${modality}${String(count)}`;
    if (!taken.has(other)) return other;
  }
}
