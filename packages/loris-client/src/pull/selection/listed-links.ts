import { HashTable } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";

/** The files beside an image of the BIDS endpoint have its name, so that one number stands for all of them: 100,000 fewer are held. */
function keyOf(link: string): string {
  return link.replace(/(\/bids\/[^/]+)\.(?:nii\.gz|json|bval|bvec)$/, "$1");
}

/** Which files the server's list names, whatever the filters leave of them. Held are numbers, no texts. */
export class ListedLinks {
  readonly #links = new HashTable();

  /** Enters an image and the files beside it. Gives `false` for one that was listed before. */
  add({ link, jsonLink, bvalLink, bvecLink, eventLink }: PlannedImage): boolean {
    const own = keyOf(link);
    if (this.#links.get(own) !== undefined) return false;
    this.#links.set(own, 1);
    for (const beside of [jsonLink, bvalLink, bvecLink, eventLink]) {
      const key = beside === undefined ? own : keyOf(beside);
      if (key !== own) this.#links.set(key, 1);
    }
    return true;
  }

  /** Whether the file of an item is listed; the formats of a stock LORIS are named by their image. */
  has(id: string): boolean {
    return this.#links.get(keyOf(id.replace(/\/format\/[^/]*$/, ""))) !== undefined;
  }
}
