import { sessionLabel, subjectLabel, type DicomHeader, type NamingRules } from "@scanferry/dicom";

/**
 * What a header gives where no folder and no option does: PatientID and StudyDate, or what the naming file makes of them. Where that has a say
 * and gives nothing, such as for a person who is not in its table, it is empty: the ID itself may be what was to be kept out.
 */
export function headerLabels(
  { patientId, studyDate }: DicomHeader,
  rules: NamingRules | undefined,
): { subject: string; session: string } {
  const facts = { patientId, studyDate };
  return {
    subject: rules?.subject === undefined ? patientId : (subjectLabel(rules, facts) ?? ""),
    session: rules?.session === undefined ? studyDate : (sessionLabel(rules, facts) ?? ""),
  };
}
