import type { DicomFacts } from "../dicom/dicom-facts.js";
import type { XnatBody } from "../files/xnat-body.js";
import type { XnatInstance, XnatPrearchiveScan } from "./instance.js";
import { scanFields } from "./scan-fields.js";
import { templatedName } from "./templated-name.js";

/** The scans of a session in the prearchive, with their files. */
export class PrearchiveContent {
  /** In the order in which they came. */
  readonly scans: XnatPrearchiveScan[] = [];
  /** Of the first instance: fields of the session's item. */
  facts: DicomFacts | undefined;
  /** Where an instance lies: two of one SOPInstanceUID are one. */
  readonly #places = new Map<string, { readonly scan: XnatPrearchiveScan; readonly name: string }>();

  /** Adds an instance; one that is there already is replaced. @param wanted - file name to keep where it can be, a templated one when left out */
  add(facts: DicomFacts, body: XnatBody, wanted?: string): XnatInstance {
    this.facts ??= facts;
    const { sopInstanceUid, sopClassUid } = facts;
    const known = this.#places.get(sopInstanceUid);
    const scan = known?.scan ?? this.#scanOf(facts);
    const name = known?.name ?? freeName(scan, facts, wanted);
    const number = Number.parseInt(facts.text(0x00200013), 10) || 0;
    const instance: XnatInstance = { name, sopInstanceUid, sopClassUid, number, body };
    scan.files.set(name, instance);
    if (known === undefined) this.#places.set(sopInstanceUid, { scan, name });
    return instance;
  }

  scan(id: string): XnatPrearchiveScan | undefined {
    return this.scans.find((one) => one.id === id);
  }

  #scanOf(facts: DicomFacts): XnatPrearchiveScan {
    const known = this.scans.find((one) => one.seriesUid === facts.seriesUid);
    if (known !== undefined) return known;
    const modality = facts.text(0x00080060) || "OT";
    const number = facts.text(0x00200011).replace(/\W/g, "_");
    const scan: XnatPrearchiveScan = {
      id: this.#freeId(number, modality),
      seriesUid: facts.seriesUid,
      modality,
      seriesDescription: facts.text(0x0008103e),
      fields: scanFields(facts),
      files: new Map<string, XnatInstance>(),
    };
    this.scans.push(scan);
    return scan;
  }

  #freeId(number: string, modality: string): string {
    if (number !== "" && this.scan(number) === undefined) return number;
    for (let count = 1; ; count++) {
      const id = `${number === "" ? "" : `${number}-`}${modality}${String(count)}`;
      if (this.scan(id) === undefined) return id;
    }
  }
}

/** Names that a file keeps; others are templated. */
const VALID = /^[\w-][\w.-]*$/;

function freeName(scan: XnatPrearchiveScan, facts: DicomFacts, wanted: string | undefined): string {
  if (wanted !== undefined && VALID.test(wanted) && !scan.files.has(wanted)) return wanted;
  return templatedName(facts);
}
