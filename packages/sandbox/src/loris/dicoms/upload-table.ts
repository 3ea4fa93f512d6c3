/** A DICOM archive that was received. */
export interface LorisUpload {
  /** `MriUploadID` */
  readonly id: number;
  readonly candidate: string;
  readonly pscid: string;
  readonly visit: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly contentType: string;
  readonly isPhantom: boolean;
  readonly overwrite: boolean;
  /** Whether the pipeline was asked to start. */
  started: boolean;
}

/** The archives received, newest last; their bytes are hashed and not kept. */
export class UploadTable {
  readonly #uploads: LorisUpload[] = [];
  #next = 124;

  add(upload: Omit<LorisUpload, "id" | "started">): LorisUpload {
    const added = { ...upload, id: this.#next, started: false };
    this.#next += 1;
    const same = this.#uploads.findIndex((one) => isSame(one, upload));
    if (same >= 0) this.#uploads.splice(same, 1);
    this.#uploads.push(added);
    return added;
  }

  all(): readonly LorisUpload[] {
    return this.#uploads;
  }

  find(which: Pick<LorisUpload, "candidate" | "visit" | "name">): LorisUpload | undefined {
    return this.#uploads.find((one) => isSame(one, which));
  }
}

function isSame(one: LorisUpload, other: Pick<LorisUpload, "candidate" | "visit" | "name">): boolean {
  return one.candidate === other.candidate && one.visit === other.visit && one.name === other.name;
}
