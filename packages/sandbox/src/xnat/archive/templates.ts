import type {
  XnatFileName,
  XnatFileOptions,
  XnatProjectOptions,
  XnatResourceOptions,
  XnatScanOptions,
  XnatSessionOptions,
  XnatSubjectOptions,
} from "../archive-options.js";
import { type Counts, NOTHING, plus } from "./counts.js";
import { scanXsiType, sessionXsiType } from "./xsi-types.js";

/** What a resource is made from; `at` counts the records before it, from its subject (or project) on. */
export interface ResourceTemplate {
  readonly at: Counts;
  readonly label: string;
  readonly kind: "dicom" | "nifti" | "text";
  readonly format: string;
  readonly content: string;
  readonly tags: string;
  readonly files: number | readonly XnatFileOptions[];
  readonly fileBytes: number | ((file: XnatFileName) => number);
}

/** What a scan is made from. */
export interface ScanTemplate {
  readonly at: Counts;
  readonly id: string;
  readonly type: string;
  readonly seriesDescription: string;
  readonly quality: string;
  readonly note: string;
  readonly xsiType: string;
  readonly resources: readonly ResourceTemplate[];
}

/** What a session is made from. */
export interface SessionTemplate {
  readonly at: Counts;
  /** Label as given, or what stands behind the subject's. */
  readonly label: { readonly whole: string } | { readonly suffix: string };
  readonly modality: string;
  readonly options: XnatSessionOptions;
  readonly xsiType: string;
  readonly scans: readonly ScanTemplate[];
  readonly resources: readonly ResourceTemplate[];
}

/** What a subject is made from; one template serves all subjects that are given by number. */
export interface SubjectTemplate {
  readonly options: XnatSubjectOptions | undefined;
  readonly sessions: readonly SessionTemplate[];
  readonly resources: readonly ResourceTemplate[];
  readonly size: Counts;
}

const DEFAULT_SCANS: readonly XnatScanOptions[] = [
  { id: "1", type: "T1w MPRAGE", seriesDescription: "t1_mprage_sag" },
  { id: "2", type: "Resting, eyes open/closed", seriesDescription: "rest bold" },
  { id: "3-MR1", type: "DTI", seriesDescription: "dti_64" },
];

/** Builds the template of one subject. */
export function subjectTemplate(
  project: XnatProjectOptions,
  options: XnatSubjectOptions | undefined,
): SubjectTemplate {
  const build = new TemplateBuilder(project);
  build.add({ ...NOTHING, subjects: 1 });
  const resources = (options?.resources ?? project.subjectResources ?? []).map((one) => build.resource(one));
  const given = options?.sessions ?? project.sessionsPerSubject ?? 1;
  const modalities = project.modalities ?? ["MR"];
  const sessions =
    typeof given === "number"
      ? Array.from({ length: given }, (_, index) => ({
          modality: modalities[index % modalities.length] ?? "MR",
        }))
      : given;
  const perModality = new Map<string, number>();
  const made = sessions.map((session) => build.session(session, perModality));
  return { options, sessions: made, resources, size: build.at };
}

/** Builds the resources of a project itself. */
export function projectResourceTemplates(project: XnatProjectOptions): readonly ResourceTemplate[] {
  const build = new TemplateBuilder(project);
  return (project.projectResources ?? []).map((one) => build.resource(one));
}

class TemplateBuilder {
  at = NOTHING;

  constructor(private readonly project: XnatProjectOptions) {}

  add(counts: Counts): Counts {
    const before = this.at;
    this.at = plus(before, counts);
    return before;
  }

  resource(given: string | XnatResourceOptions, scanFiles?: number): ResourceTemplate {
    const options = typeof given === "string" ? { label: given } : given;
    const { label } = options;
    const kind = options.kind ?? (label === "DICOM" ? "dicom" : label === "NIFTI" ? "nifti" : "text");
    return {
      at: this.add({ ...NOTHING, resources: 1 }),
      label,
      kind,
      format: options.format ?? label,
      content: options.content ?? (kind === "dicom" ? "RAW" : ""),
      tags: options.tags ?? "",
      files: options.files ?? (kind === "dicom" ? (scanFiles ?? this.project.filesPerScan ?? 3) : 1),
      fileBytes: options.fileBytes ?? this.project.fileBytes ?? 4096,
    };
  }

  scan(options: XnatScanOptions, modality: string): ScanTemplate {
    const at = this.add({ ...NOTHING, scans: 1 });
    const resources = options.resources ?? this.project.resources ?? ["DICOM", "NIFTI"];
    return {
      at,
      id: options.id,
      type: options.type ?? "",
      seriesDescription: options.seriesDescription ?? "",
      quality: options.quality ?? "usable",
      note: options.note ?? "",
      xsiType: options.xsiType ?? scanXsiType(modality),
      resources: resources.map((one) => this.resource(one, options.files)),
    };
  }

  session(options: XnatSessionOptions, perModality: Map<string, number>): SessionTemplate {
    const at = this.add({ ...NOTHING, experiments: 1 });
    const modality = options.modality ?? "MR";
    const number = (perModality.get(modality) ?? 0) + 1;
    perModality.set(modality, number);
    const resources = (options.resources ?? this.project.sessionResources ?? []).map((one) =>
      this.resource(one),
    );
    const scans = options.scans ?? this.project.scans ?? DEFAULT_SCANS.length;
    return {
      at,
      label: options.label === undefined ? { suffix: `_${modality}${number}` } : { whole: options.label },
      modality,
      options,
      xsiType: options.xsiType ?? sessionXsiType(modality),
      resources,
      scans: (typeof scans === "number" ? numbered(scans) : scans).map((scan) => this.scan(scan, modality)),
    };
  }
}

/** Scans by number: the default ones in turn, each with its own id. */
function numbered(count: number): XnatScanOptions[] {
  return Array.from({ length: count }, (_, index) => {
    const like = DEFAULT_SCANS[index];
    return (
      like ?? {
        id: String(index + 1),
        type: `Series ${index + 1}`,
        seriesDescription: `series_${index + 1}`,
      }
    );
  });
}
