import { imageLink } from "./study-types.js";
import type { LorisImageName } from "../loris-options.js";

/** What differs from the generated image. */
export interface ImageChange {
  revision: number;
  mtime?: number;
  bytes?: number;
  insertTime?: string;
  qc?: "Pass" | "Fail" | null;
  selected?: boolean;
  removed?: boolean;
}

/** Changes by image: the only images that take memory are those that were changed. */
export class ImageChanges {
  /** Counts what an insertion in the database would be; PREVENT-AD's list of images has its tag from it. */
  inserts = 0;
  readonly #changes = new Map<string, ImageChange>();

  get(image: LorisImageName): ImageChange | undefined {
    return this.#changes.size === 0 ? undefined : this.#changes.get(imageLink(image));
  }

  /** The entry of an image, made when there is none. */
  edit(image: LorisImageName): ImageChange {
    const key = imageLink(image);
    const there = this.#changes.get(key);
    if (there !== undefined) return there;
    const fresh: ImageChange = { revision: 0 };
    this.#changes.set(key, fresh);
    return fresh;
  }
}
