import type { XnatAccessibility } from "../archive-options.js";
import type { ProjectRange } from "./project-range.js";
import type { ResourceTemplate, ScanTemplate, SessionTemplate, SubjectTemplate } from "./templates.js";
import type { Counts } from "./counts.js";

/** Where a made-up record comes from: its template, and how many records of each kind stand before its subject. */
export interface Made<Template> {
  readonly template: Template;
  readonly before: Counts;
}

/** What all records have; `made` is absent for what was written at run time. */
interface Entity {
  /** Milliseconds since 1970. */
  readonly insertedMs: number;
  readonly insertUser: string;
  /** Further fields as a client may ask for them by `columns=`: gender, yob, … */
  readonly fields: Readonly<Record<string, string>>;
}

/** A project. */
export interface XnatProject extends Entity {
  readonly kind: "project";
  readonly id: string;
  readonly name: string;
  readonly secondaryId: string;
  readonly description: string;
  readonly piFirstname: string;
  readonly piLastname: string;
  readonly aliases: readonly string[];
  readonly accessibility: XnatAccessibility;
  readonly keywords: string;
  /** 0: what comes in waits in the prearchive; 4: it is archived; 5: it is archived over what is there. */
  readonly prearchiveCode: number;
  /** 0: what comes in is active at once; 1: it waits to be released. */
  readonly quarantineCode: number;
  readonly made?: ProjectRange;
}

/** A subject as one project shows it. */
export interface XnatSubject extends Entity {
  readonly kind: "subject";
  /** Accession id, `XNAT_S00001`. */
  readonly id: string;
  /** In the project through which it was asked for. */
  readonly label: string;
  /** The project that owns it. */
  readonly project: string;
  readonly made?: Made<SubjectTemplate>;
}

/** A session as one project shows it. */
export interface XnatExperiment extends Entity {
  readonly kind: "experiment";
  /** Accession id, `XNAT_E00001`. */
  readonly id: string;
  /** In the project through which it was asked for. */
  readonly label: string;
  /** The project that owns it. */
  readonly project: string;
  readonly subject: XnatSubject;
  readonly xsiType: string;
  /** MR, PET, CT, … */
  readonly modality: string;
  /** YYYY-MM-DD or "". */
  readonly date: string;
  readonly made?: Made<SessionTemplate>;
}

/** A scan. */
export interface XnatScan {
  readonly kind: "scan";
  readonly id: string;
  /** `xnat_imagescandata_id`. */
  readonly rowId: number;
  readonly type: string;
  readonly seriesDescription: string;
  readonly quality: string;
  readonly note: string;
  readonly xsiType: string;
  readonly insertedMs: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly experiment: XnatExperiment;
  readonly made?: Made<ScanTemplate>;
}

/** What a resource can belong to. */
export type XnatOwner = XnatProject | XnatSubject | XnatExperiment | XnatScan;

/** A folder of files. */
export interface XnatResource {
  readonly kind: "resource";
  /** `xnat_abstractresource_id`. */
  readonly id: number;
  readonly label: string;
  readonly format: string;
  readonly content: string;
  readonly tags: string;
  readonly owner: XnatOwner;
  readonly made?: Made<ResourceTemplate>;
}
