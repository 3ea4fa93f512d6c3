/** A value of the DICOM JSON Model (PS3.18 F.2): a text, a number, a person's name, or the items of a sequence. */
export type DicomJsonValue =
  string | number | { Alphabetic?: string; Ideographic?: string; Phonetic?: string } | DicomJson | null;

/** One element of the DICOM JSON Model. */
export interface DicomJsonElement {
  vr: string;
  Value?: DicomJsonValue[];
  /** Bytes in Base64. */
  InlineBinary?: string;
  /** Stands for pixels: `#7FE00010` is the element of that tag in the same file. */
  BulkDataURI?: string;
}

/** A data set in the DICOM JSON Model: elements by their tags, eight capital hexadecimal digits. */
export interface DicomJson {
  [tag: string]: DicomJsonElement;
}
