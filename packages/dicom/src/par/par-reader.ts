import type { ParText } from "./par-header.js";

/** The columns of an image line since version 4; earlier ones say bits and size once, above. */
const columns = { bits: 7, width: 9, height: 10 } as const;

const fields = {
  "patient name": "patient",
  "examination name": "examination",
  "protocol name": "protocol",
  technique: "technique",
  "examination date/time": "moment",
  "acquisition nr": "acquisition",
  "reconstruction nr": "reconstruction",
  "image pixel size [8 or 16 bits]": "bits",
  "recon resolution (x, y)": "resolution",
} as const;

type Field = (typeof fields)[keyof typeof fields];

/** Takes in a PAR header line by line; it holds a few texts and a sum, however many images are listed. */
export class ParReader {
  #version = "";
  readonly #texts: Partial<Record<Field, string>> = {};
  #images = 0;
  #bytes: number | undefined = 0;

  add(line: string): void {
    if (line.startsWith("#")) this.#version ||= /\bV(\d+(?:\.\d+)*)\s*$/.exec(line)?.[1] ?? "";
    else if (line.startsWith(".")) this.#addField(line);
    else if (/^\s*\d/.test(line)) this.#addImage(line.trim().split(/\s+/));
  }

  result(): ParText {
    const texts = this.#texts;
    const [, year, month, day, hour, minute, second] =
      /(\d{4})\.(\d{2})\.(\d{2})(?:\s*\/\s*(\d{2}):(\d{2}):(\d{2}))?/.exec(texts.moment ?? "") ?? [];
    const seriesNumber = integer(texts.acquisition);
    const reconstructionNumber = integer(texts.reconstruction);
    return {
      version: this.#version,
      patient: texts.patient ?? "",
      examination: texts.examination ?? "",
      protocol: texts.protocol ?? "",
      technique: texts.technique ?? "",
      date: [year, month, day].join(""),
      time: [hour, minute, second].join(""),
      ...(seriesNumber === undefined ? {} : { seriesNumber }),
      ...(reconstructionNumber === undefined ? {} : { reconstructionNumber }),
      images: this.#images,
      ...(this.#bytes === undefined ? {} : { recBytes: this.#bytes }),
    };
  }

  #addField(line: string): void {
    const [, name, value] = /^\.\s*(.*?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    const key = name?.replaceAll(/\s+/g, " ").toLowerCase() as keyof typeof fields | undefined;
    if (key !== undefined && value !== undefined && Object.hasOwn(fields, key))
      this.#texts[fields[key]] = value;
  }

  #addImage(cells: readonly string[]): void {
    this.#images++;
    const { bits, resolution } = this.#texts;
    const [width, height] = resolution?.split(/\s+/) ?? [cells[columns.width], cells[columns.height]];
    const bytes = (Number(bits ?? cells[columns.bits]) / 8) * Number(width) * Number(height);
    this.#bytes = this.#bytes === undefined || !Number.isSafeInteger(bytes) ? undefined : this.#bytes + bytes;
  }
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
