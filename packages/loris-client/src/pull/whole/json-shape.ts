import type { ContentCheck } from "@scanferry/transfer";

import { wrongContent } from "./content-errors.js";

/**
 * Looks whether a `.json` begins and ends as an object or a list does. It does not parse: files written by hand (a trailing comma) and by
 * Python (NaN) are kept as the server has them, because refusing them would keep them from the user for ever.
 */
export const jsonShape: ContentCheck = {
  name: "json-shape",
  start: ({ name }) => {
    if (!/\.json$/i.test(name)) return undefined;
    let first = "";
    let last = "";
    return {
      keepsNothing: true,
      write(chunk) {
        const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
        // The byte order mark of UTF-8 reads ï»¿ here.
        if (first === "") first = /[^\sï»¿]/.exec(text)?.[0] ?? "";
        last = /(\S)\s*$/.exec(text.slice(-4096))?.[1] ?? last;
      },
      end() {
        if (!["{}", "[]"].includes(first + last)) throw wrongContent();
      },
    };
  },
};
