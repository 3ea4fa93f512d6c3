import { matchSeries, type DicomHeader, type NamingRules } from "@scanferry/dicom";

/** What the naming file says of a series. */
export interface RuleVerdict {
  scanType: string | undefined;
  /** Why it is left out. */
  skip: string | undefined;
  /** How many rules match. */
  rules: number;
}

/** Looks a series up in the naming file; nothing without one. */
export function ruleBook(rules: NamingRules | undefined): (header: DicomHeader) => RuleVerdict | undefined {
  if (rules === undefined) return () => undefined;
  return ({ seriesDescription, protocolName, modality, imageType, seriesNumber }) => {
    const { rule, also } = matchSeries(rules, {
      description: seriesDescription,
      protocol: protocolName,
      modality,
      imageType,
      number: seriesNumber,
    });
    return {
      scanType: rule?.scanType,
      skip: rule?.skip,
      rules: rule === undefined ? 0 : 1 + also.length,
    };
  };
}
