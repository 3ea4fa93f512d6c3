import type { DicomFacts } from "../dicom/dicom-facts.js";

/** `STUDY-SERIESNUMBER-INSTANCENUMBER-HASH.dcm`, the name of a file that cannot keep its own (read in the server's source). */
export function templatedName(facts: DicomFacts): string {
  const series = facts.text(0x00200011).replace(/\W/g, "_") || "0";
  const instance = facts.text(0x00200013).replace(/\W/g, "_") || "0";
  return `${facts.studyUid}-${series}-${instance}-${hash(`${facts.sopClassUid}${facts.sopInstanceUid}`)}.dcm`;
}

/** A short word of a text, in base 36. */
function hash(text: string): string {
  let value = 17;
  for (let at = 0; at < text.length; at++) value = (Math.imul(value, 37) + text.charCodeAt(at)) >>> 0;
  return value.toString(36);
}
