import { HashTable } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";

/** Which files the server's list names, whatever the filters leave of them. Held are numbers, no texts. */
export class ListedLinks {
  readonly #links = new HashTable();

  /** Enters an image and the files beside it. Gives `false` for one that was listed before. */
  add({ link, jsonLink, bvalLink, bvecLink, eventLink }: PlannedImage): boolean {
    if (this.#links.get(link) !== undefined) return false;
    for (const each of [link, jsonLink, bvalLink, bvecLink, eventLink])
      if (each !== undefined) this.#links.set(each, 1);
    return true;
  }

  /** Whether the file of an item is listed; the formats of a stock LORIS are named by their image. */
  has(id: string): boolean {
    return this.#links.get(id.replace(/\/format\/[^/]*$/, "")) !== undefined;
  }
}
