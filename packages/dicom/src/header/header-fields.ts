import { textDecoder } from "../text/decode-text.js";
import type { DicomHeader } from "./dicom-header.js";

/** Specific Character Set. */
export const characterSetTag = 0x0008_0005;

/** The elements of texts, in the order in which they stand in a file. */
const texts = {
  0x0008_0016: "sopClassUid",
  0x0008_0018: "sopInstanceUid",
  0x0008_0020: "studyDate",
  0x0008_0030: "studyTime",
  0x0008_0050: "accessionNumber",
  0x0008_0060: "modality",
  0x0008_0070: "manufacturer",
  0x0008_1030: "studyDescription",
  0x0008_103e: "seriesDescription",
  0x0010_0010: "patientName",
  0x0010_0020: "patientId",
  0x0010_4000: "patientComments",
  0x0018_1030: "protocolName",
  0x0020_000d: "studyUid",
  0x0020_000e: "seriesUid",
  0x0032_4000: "studyComments",
} as const;

const numbers = {
  0x0020_0011: "seriesNumber",
  0x0020_0013: "instanceNumber",
  0x0028_0008: "frames",
} as const;

const imageTypeTag = 0x0008_0008;

/** Longer ones are none of these elements: the longest, a comment, has at most 10,240 characters. */
export const longestValue = 65_536;

type TextField = (typeof texts)[keyof typeof texts];
type NumberField = (typeof numbers)[keyof typeof numbers];

const wanted: ReadonlySet<number> = new Set(
  [characterSetTag, imageTypeTag, ...Object.keys(texts), ...Object.keys(numbers)].map(Number),
);

/** Whether an element's value belongs to the header. */
export function isWanted(tag: number): boolean {
  return wanted.has(tag);
}

/** Gathers the header's fields as their elements come by. */
export class HeaderFields {
  readonly #texts: Partial<Record<TextField, string>> = {};
  readonly #numbers: Partial<Record<NumberField, number>> = {};
  #imageType: string[] = [];
  #decode = textDecoder("");

  add(tag: number, value: Buffer): void {
    if (tag === characterSetTag) this.#decode = textDecoder(trimmed(value.toString("latin1")));
    else if (tag === imageTypeTag) this.#imageType = valuesOf(value.toString("latin1"));
    else if (tag in texts) this.#texts[texts[tag as keyof typeof texts]] = trimmed(this.#decode(value));
    else {
      const text = trimmed(value.toString("latin1"));
      // Integer String; some writers put a decimal there, as pydicom accepts too.
      const number = /^[+-]?\d{1,15}(\.0*)?$/.test(text) ? Number(text) : undefined;
      if (number !== undefined) this.#numbers[numbers[tag as keyof typeof numbers]] = number;
    }
  }

  /** Whether the UIDs are there without which a file is nobody's. */
  get hasIdentity(): boolean {
    const { sopClassUid, sopInstanceUid, studyUid, seriesUid } = this.#texts;
    return [sopClassUid, sopInstanceUid, studyUid, seriesUid].every((uid) => uid !== undefined && uid !== "");
  }

  /** Whether any text came by at all. */
  get isEmpty(): boolean {
    return Object.keys(this.#texts).length === 0;
  }

  header(file: { transferSyntax: string; hasPreamble: boolean }): DicomHeader {
    const found = this.#texts;
    return {
      transferSyntax: file.transferSyntax,
      sopClassUid: found.sopClassUid ?? "",
      sopInstanceUid: found.sopInstanceUid ?? "",
      studyUid: found.studyUid ?? "",
      seriesUid: found.seriesUid ?? "",
      patientId: found.patientId ?? "",
      patientName: found.patientName ?? "",
      studyDate: found.studyDate ?? "",
      studyTime: found.studyTime ?? "",
      studyDescription: found.studyDescription ?? "",
      accessionNumber: found.accessionNumber ?? "",
      seriesDescription: found.seriesDescription ?? "",
      protocolName: found.protocolName ?? "",
      modality: found.modality ?? "",
      imageType: this.#imageType,
      manufacturer: found.manufacturer ?? "",
      patientComments: found.patientComments ?? "",
      studyComments: found.studyComments ?? "",
      ...this.#numbers,
      hasPreamble: file.hasPreamble,
    };
  }
}

/** Values are padded to an even length by a space, UIDs by a NUL; some writers pad more, and in front. */
function trimmed(text: string): string {
  return text.replace(/^[\0 ]+|[\0 ]+$/g, "");
}

function valuesOf(text: string): string[] {
  const whole = trimmed(text);
  return whole === "" ? [] : whole.split("\\").map(trimmed);
}
