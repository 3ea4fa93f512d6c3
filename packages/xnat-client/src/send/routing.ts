import type { ElementPatch } from "@scanferry/dicom";
import type { PlannedSession } from "../plan/planned-session.js";

/** (0010,4000), the first element in which XNAT's receiver looks for labels (wire/xnat.md, 8). */
const patientComments = 0x0010_4000;

/**
 * The element that brings a session where it belongs. XNAT takes `;`, blanks and line breaks between the three; labels have none of them.
 *
 * It replaces what was there: behind ours, another `Project:…` could be read by another version of the server.
 */
export function routing({ project, subject, session }: PlannedSession): ElementPatch {
  return { tag: patientComments, value: `Project:${project} Subject:${subject} Session:${session}` };
}
