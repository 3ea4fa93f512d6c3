import { textDecoder } from "../text/decode-text.js";
import type { DicomJson, DicomJsonElement, DicomJsonValue } from "./dicom-json.js";

/** An element as dcmjs has it, through JSON: buffers are `{ base64 }`, `_rawValue` is the text before it was interpreted. */
interface DcmjsElement {
  readonly vr: string;
  readonly Value?: readonly unknown[];
  readonly _rawValue?: unknown;
}

type DcmjsDict = Readonly<Record<string, DcmjsElement>>;

/** Makes the DICOM JSON Model of what dcmjs has: it keeps empty texts as values, tags as numbers, and pieces of its own beside them. */
export function toDicomJson(dict: DcmjsDict, characterSet: string | undefined): DicomJson {
  const redecode = characterSet === undefined ? undefined : redecoder(characterSet);
  const convert = (one: DcmjsDict): DicomJson =>
    Object.fromEntries(
      Object.entries(one).map(([tag, element]) => [tag, elementOf(element, convert, redecode)]),
    );
  return convert(dict);
}

function elementOf(
  element: DcmjsElement,
  convert: (dict: DcmjsDict) => DicomJson,
  redecode: ((text: string) => string) | undefined,
): DicomJsonElement {
  const { vr, Value: given = [] } = element;
  if (given.some(isBinary)) {
    const bytes = Buffer.concat(given.filter(isBinary).map(({ base64 }) => Buffer.from(base64, "base64")));
    return bytes.length === 0 ? { vr } : { vr, InlineBinary: bytes.toString("base64") };
  }
  const values =
    redecode !== undefined && decodedVrs.has(vr)
      ? textsOf(vr, redecode(rawText(element)))
      : given.map((value, at) => valueOf(vr, value, rawAt(element, at), convert));
  const isEmpty = values.every((value) => value === null);
  return isEmpty ? { vr } : { vr, Value: values };
}

/** Value representations whose texts are in the character set of the file. */
const decodedVrs: ReadonlySet<string> = new Set(["LO", "LT", "PN", "SH", "ST", "UC", "UT"]);
/** In these, a backslash is a character. */
const singleVrs: ReadonlySet<string> = new Set(["LT", "ST", "UT"]);

function textsOf(vr: string, text: string): DicomJsonValue[] {
  const texts = singleVrs.has(vr) ? [text] : text.split("\\");
  return texts.map((one) => {
    const whole = one.trimEnd();
    if (whole === "") return null;
    return vr === "PN" ? personOf(whole) : whole;
  });
}

function personOf(text: string): DicomJsonValue {
  const [alphabetic = "", ideographic = "", phonetic = ""] = text.split("=");
  return {
    ...(alphabetic === "" ? {} : { Alphabetic: alphabetic }),
    ...(ideographic === "" ? {} : { Ideographic: ideographic }),
    ...(phonetic === "" ? {} : { Phonetic: phonetic }),
  };
}

function valueOf(
  vr: string,
  value: unknown,
  raw: unknown,
  convert: (dict: DcmjsDict) => DicomJson,
): DicomJsonValue {
  if (vr === "AT" && typeof value === "number") return value.toString(16).toUpperCase().padStart(8, "0");
  if (value === "" || value === undefined) return null;
  // A decimal that is no number: what stands there is better than nothing.
  if (value === null) return typeof raw === "string" && raw.trim() !== "" ? raw.trim() : null;
  if (vr === "SQ") return convert(value as DcmjsDict);
  return value;
}

function rawText({ _rawValue: raw, Value: given }: DcmjsElement): string {
  const text = raw ?? given ?? "";
  return Array.isArray(text) ? text.join("\\") : typeof text === "string" ? text : "";
}

function rawAt({ _rawValue: raw }: DcmjsElement, at: number): unknown {
  return Array.isArray(raw) ? (raw as unknown[])[at] : raw;
}

function isBinary(value: unknown): value is { base64: string } {
  return typeof value === "object" && value !== null && "base64" in value;
}

/** Takes back that texts were read as Latin-1, which is Windows-1252 to a TextDecoder, and reads them in their own set. */
function redecoder(characterSet: string): (text: string) => string {
  const decode = textDecoder(characterSet);
  const upper = new TextDecoder("latin1").decode(Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at));
  return (text) => {
    const bytes = Array.from(text, (sign) => {
      const at = upper.indexOf(sign);
      return at === -1 ? (sign.codePointAt(0) ?? 0) : 0x80 + at;
    });
    return decode(Buffer.from(bytes));
  };
}
