import type { DicomFacts } from "../dicom/dicom-facts.js";
import type { Xnat } from "../xnat.js";

/** Where an instance says that it belongs. */
export interface Routing {
  /** Id of a project that there is. */
  readonly project?: string;
  readonly subject?: string;
  readonly session?: string;
}

/** PatientComments, StudyComments, AdditionalPatientHistory, in the order in which they are looked at. */
const COMMENTS = [0x00104000, 0x00324000, 0x001021b0] as const;
const STUDY_DESCRIPTION = 0x00081030;
const ACCESSION_NUMBER = 0x00080050;

/**
 * Reads `Project:P Subject:S Session:E` out of the comments, with `;`, commas, spaces or line breaks between them; a
 * project may also be the whole StudyDescription or AccessionNumber (XNAT's "classic" identifier, read in its source).
 *
 * What names no project that there is does not count.
 */
export function identify(xnat: Xnat, facts: Pick<DicomFacts, "text">): Routing {
  const comments = COMMENTS.map((tag) => facts.text(tag));
  const candidates = [
    ...comments.map((text) => assigned("Project", text)),
    facts.text(STUDY_DESCRIPTION).trim(),
    facts.text(ACCESSION_NUMBER).trim(),
  ];
  const project = candidates
    .map((name) => (name === undefined || name === "" ? undefined : xnat.archive.project(name)?.id))
    .find((id) => id !== undefined);
  const [subject, session] = (["Subject", "Session"] as const).map((key) =>
    comments.map((text) => assigned(key, text)).find((label) => label !== undefined),
  );
  return {
    ...(project === undefined ? {} : { project }),
    ...(subject === undefined ? {} : { subject }),
    ...(session === undefined ? {} : { session }),
  };
}

/** The value of `KEY:value` in a text. */
function assigned(key: string, text: string): string | undefined {
  return new RegExp(`(?:^|[\\s,;])${key}\\s*:\\s*([\\w-]+)`, "i").exec(text)?.[1];
}
