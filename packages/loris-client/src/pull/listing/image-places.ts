import { HashTable } from "@scanferry/transfer";

import type { PlannedImage } from "../planned-image.js";

const secondsRange = 2 ** 36;
const sitesLimit = 2 ** 16;

/** What the BIDS endpoint does not say of an image. */
export interface ImagePlace {
  site?: string;
  insertTime?: string;
}

/**
 * Site and time of every image of a project, by link, for the list of the BIDS endpoint, which has neither. Per image one number is held:
 * the number of its site and the second in which the server took it in.
 */
export class ImagePlaces {
  readonly #table = new HashTable();
  readonly #sites: string[] = [];
  readonly #numbers = new Map<string, number>();

  /** Reads the list once. */
  static async of(images: AsyncIterable<PlannedImage>): Promise<ImagePlaces> {
    const places = new ImagePlaces();
    for await (const { link, site, insertTime } of images) {
      const seconds = insertTime === undefined ? Number.NaN : Math.floor(Date.parse(insertTime) / 1000);
      const second = seconds > 0 && seconds < secondsRange ? seconds : 0;
      places.#table.set(link, places.#numberOf(site) * secondsRange + second);
    }
    return places;
  }

  /** What is known of an image; the NIfTI file's link of the BIDS endpoint goes on behind that of its MINC file. */
  get(bidsLink: string): ImagePlace {
    const found = this.#table.get(bidsLink.replace(/\/bids\/[^/]*$/, ""));
    if (found === undefined) return {};
    const site = this.#sites[Math.floor(found / secondsRange) - 1];
    const second = found % secondsRange;
    return {
      ...(site === undefined ? {} : { site }),
      ...(second === 0 ? {} : { insertTime: new Date(second * 1000).toISOString() }),
    };
  }

  /** From 1; 0 stands for none. */
  #numberOf(site: string | undefined): number {
    if (site === undefined) return 0;
    const known = this.#numbers.get(site);
    if (known !== undefined) return known;
    if (this.#sites.length >= sitesLimit) return 0;
    const number = this.#sites.push(site);
    this.#numbers.set(site, number);
    return number;
  }
}
