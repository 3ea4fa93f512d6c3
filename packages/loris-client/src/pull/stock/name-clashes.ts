import { fingerprint, HashTable, ScanferryError } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";
import type { EarlierFile } from "./earlier-sessions.js";
import type { StockName } from "./stock-name.js";

const shared = -1;

/** Remembers who takes a name first, and that a second one wants it. Held are numbers, no texts. */
class Owners {
  readonly #owners = new HashTable();

  claim(name: string, owner: string): void {
    // Disks that ignore case would make one of two spellings.
    const key = name.toLowerCase();
    const number = fingerprint(owner);
    const before = this.#owners.get(key);
    if (before === number) return;
    this.#owners.set(key, before === undefined ? number : shared);
  }

  /** Whether somebody else has taken the name, and he alone. */
  isAnothers(name: string, owner: string): boolean {
    const number = this.#owners.get(name.toLowerCase());
    return number !== undefined && number !== shared && number !== fingerprint(owner);
  }

  isShared(name: string): boolean {
    return this.#owners.get(name.toLowerCase()) === shared;
  }
}

function ownerOf({ candidate, visit }: { candidate: string; visit: string }): string {
  return `${candidate}\0${visit}`;
}

function clash(message: string, hint: string, image: PlannedImage): ScanferryError {
  return new ScanferryError("data/unsafe-path", message, { hint, subject: image.link });
}

/**
 * Finds images that would get one name before any of them is planned. None of them is fetched then: which of them stood under the name
 * would depend on their order in the list, and so could change from run to run.
 */
export class NameClashes {
  readonly #subjects = new Owners();
  readonly #sessions = new Owners();
  readonly #images = new Owners();

  add(image: PlannedImage, { subject, sessionFolder, stem }: StockName): void {
    this.#subjects.claim(subject, image.candidate);
    this.#sessions.claim(sessionFolder, ownerOf(image));
    this.#images.claim(stem, image.link);
  }

  /** Takes notice of what earlier runs put into the folders of this selection, where `stands` says that it is still there. */
  async addEarlier(
    files: AsyncIterable<EarlierFile>,
    stands: (path: string) => Promise<boolean>,
  ): Promise<void> {
    const strange = new Map<string, EarlierFile>();
    for await (const file of files) {
      if (this.#sessions.isAnothers(file.sessionFolder, ownerOf(file))) strange.set(file.path, file);
      // The last entry of a path says what stands there.
      else strange.delete(file.path);
    }
    for (const file of strange.values()) {
      if (await stands(file.path)) this.#sessions.claim(file.sessionFolder, ownerOf(file));
    }
  }

  /** What keeps an image from its name, if anything does. */
  errorOf(
    image: PlannedImage,
    { subject, session, sessionFolder, stem }: StockName,
  ): ScanferryError | undefined {
    if (subject === "" || session === "") {
      return clash(
        "The name of a candidate or visit has no letter or digit, so that BIDS has no label for it.",
        "The image is left out. Bring it with type minc.",
        image,
      );
    }
    if (this.#subjects.isShared(subject) || this.#sessions.isShared(sessionFolder)) {
      return clash(
        "Two candidates or visits would get one BIDS label, which takes letters and digits alone.",
        "None of their images is brought. Bring one of them, chosen by the filters, into a folder of its own, or both with type minc.",
        image,
      );
    }
    if (this.#images.isShared(stem)) {
      return clash(
        "Two images of one session would get one BIDS name.",
        "None of them is brought. Give their scan types different names with a mapping, e.g. by the entity acq.",
        image,
      );
    }
    return undefined;
  }
}
