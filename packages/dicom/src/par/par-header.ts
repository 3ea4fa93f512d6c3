/** What the text header (`.PAR`) of a Philips PAR/REC pair says. "" stands for what it does not say. */
export interface ParHeader {
  /** The file's name without folder and ending. */
  readonly name: string;
  /** Version of the export tool, `4.2` for example. */
  readonly version: string;
  readonly patient: string;
  readonly examination: string;
  readonly protocol: string;
  readonly technique: string;
  /** `YYYYMMDD`; "" where it was blanked. */
  readonly date: string;
  /** `HHMMSS`. */
  readonly time: string;
  /** The acquisition number: what the scanner's console counts. */
  readonly seriesNumber?: number;
  readonly reconstructionNumber?: number;
  /** How many images the header lists. */
  readonly images: number;
  /** How many bytes the `.REC` must have for these images; undefined where the header does not say enough. */
  readonly recBytes?: number;
  /** Path of the `.REC` that lies beside it, as it is spelled there; undefined where there is none. */
  readonly recFile?: string;
}

/** What the text alone says: everything but the names of files. */
export type ParText = Omit<ParHeader, "name" | "recFile">;
