import type { Archive } from "../archive/archive.js";
import type { XnatExperiment, XnatOwner, XnatResource, XnatScan } from "../archive/archive-types.js";
import { projectOf } from "../files/made-up-files.js";

/** How the names in an archive are built: `structure=`, `projectIncludedInPath=`, `subjectIncludedInPath=`. */
export interface NameOptions {
  readonly structure: string;
  readonly withProject: boolean;
  readonly withSubject: boolean;
}

/** Names of the files of some resources in an archive. */
export class EntryNames {
  /** What is replaced wherever it stands in a path, as RestFileUtils.replaceInPath does it. */
  readonly #replaced = new Map<string, string>();

  constructor(
    private readonly archive: Archive,
    resources: readonly XnatResource[],
    private readonly options: NameOptions,
  ) {
    for (const { owner } of resources) {
      const experiment = experimentOf(owner);
      if (experiment !== undefined) this.#replaced.set(experiment.id, experiment.label);
      if (owner.kind === "scan") this.#replaced.set(`/${owner.id}/`, `/${scanFolder(owner)}/`);
    }
  }

  /** The name of a file in the archive. */
  nameOf(resource: XnatResource, path: string): string {
    const { structure, withProject, withSubject } = this.options;
    const { owner } = resource;
    const subject = withSubject ? this.#subjectFolder(owner) : "";
    const before = `${withProject ? `${projectOf(owner)}/` : ""}${subject}`;
    // Measured on 1.6.4: `simplified` keeps the scan's bare id, `improved` names neither session nor the folders between.
    if (structure === "simplified")
      return `${before}${owner.kind === "scan" ? `${owner.experiment.label}/scans/${owner.id}` : labelOf(owner)}/${resource.label}/${path}`;
    if (structure === "improved") {
      const folder = owner.kind === "scan" ? `scans/${owner.id}_${owner.type}/` : "";
      return `${before}${folder}${resource.label}/${path}`;
    }
    if (structure === "legacy") return `data/xnat/archive/${legacyPath(resource)}/${path}`;
    let name = `${bareFolder(owner)}/resources/${resource.label}/files/${path}`;
    for (const [from, to] of this.#replaced) name = name.replaceAll(from, to);
    return `${before}${name}`;
  }

  #subjectFolder(owner: XnatOwner): string {
    const subject = owner.kind === "subject" ? owner : experimentOf(owner)?.subject;
    const label = subject && (this.archive.subject(subject.id)?.label ?? subject.label);
    return label === undefined ? "" : `${label}/`;
  }
}

/** `1-T1w_MPRAGE`: everything but letters, digits and `_` becomes `_` (measured on 1.6.4). */
export function scanFolder(scan: XnatScan): string {
  return scan.type === "" ? scan.id : `${scan.id}-${scan.type.replace(/\W/g, "_")}`;
}

/** What an archive is called: its session, project or subject, `various` for several (XNATTemplate). */
export function archiveName(resources: readonly XnatResource[], otherwise: string): string {
  const labels = new Set(resources.map(({ owner }) => labelOf(owner)));
  const [label] = labels;
  return labels.size > 1 ? "various" : (label ?? otherwise);
}

/** Before anything is replaced: a session by its accession id. */
function bareFolder(owner: XnatOwner): string {
  if (owner.kind === "scan") return `${owner.experiment.id}/scans/${owner.id}`;
  return owner.kind === "experiment" ? owner.id : labelOf(owner);
}

function labelOf(owner: XnatOwner): string {
  if (owner.kind === "scan") return owner.experiment.label;
  return owner.kind === "project" ? owner.id : owner.label;
}

function experimentOf(owner: XnatOwner): XnatExperiment | undefined {
  if (owner.kind === "scan") return owner.experiment;
  return owner.kind === "experiment" ? owner : undefined;
}

/** The server's own folders (recorded: 68). */
function legacyPath({ owner, label }: XnatResource): string {
  const session = experimentOf(owner)?.label;
  const arc = `${projectOf(owner)}/arc001`;
  if (owner.kind === "scan") return `${arc}/${session ?? ""}/SCANS/${owner.id}/${label}`;
  return session === undefined
    ? `${projectOf(owner)}/resources/${label}`
    : `${arc}/${session}/RESOURCES/${label}`;
}
