/** What goes wrong in the DICOM receiver on demand; everything can be changed while it runs. */
export interface DicomReceiverSettings {
  /** Turns every association away (A-ASSOCIATE-RJ, local limit exceeded). @default false */
  refuse: boolean;
  /** Reads and never answers: no association, or no C-STORE. @default false */
  mute: false | "association" | "store";
  /** Aborts in the middle of the data set that follows so many stored ones of an association. @default undefined, never */
  abortAfter: number | undefined;
  /** How it aborts: A-ABORT, or the connection is reset. @default "abort" */
  abortBy: "abort" | "reset";
  /** DIMSE status of a C-STORE by SOPInstanceUID; anything but 0 and warnings (0xBxxx) is not stored. @default 0 for all */
  status: (sopInstanceUid: string) => number;
  /** Transfer syntaxes that it takes. @default those that XNAT's receiver lists */
  transferSyntaxes: readonly string[];
  /** Storage SOP classes that it turns away beside what is no storage class. @default none */
  refusedSopClasses: readonly string[];
}

/** What dcm4che's storage SCP takes in XNAT (read in its source; not measured). */
const TRANSFER_SYNTAXES = [
  "1.2.840.10008.1.2.1",
  "1.2.840.10008.1.2",
  "1.2.840.10008.1.2.2",
  "1.2.840.10008.1.2.1.99",
  "1.2.840.10008.1.2.4.50",
  "1.2.840.10008.1.2.4.51",
  "1.2.840.10008.1.2.4.57",
  "1.2.840.10008.1.2.4.70",
  "1.2.840.10008.1.2.4.80",
  "1.2.840.10008.1.2.4.81",
  "1.2.840.10008.1.2.4.90",
  "1.2.840.10008.1.2.4.91",
  "1.2.840.10008.1.2.4.100",
  "1.2.840.10008.1.2.4.102",
  "1.2.840.10008.1.2.4.103",
  "1.2.840.10008.1.2.5",
] as const;

/** A receiver without faults. */
export function startReceiverSettings(): DicomReceiverSettings {
  return {
    refuse: false,
    mute: false,
    abortAfter: undefined,
    abortBy: "abort",
    status: () => 0,
    transferSyntaxes: TRANSFER_SYNTAXES,
    refusedSopClasses: [],
  };
}
