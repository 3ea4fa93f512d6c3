import { gzipIntact, notHtmlPage, type ContentCheck } from "@scanferry/transfer";

import { gzippedNifti } from "./gzipped-nifti.js";
import { headAndLength } from "./head-and-length.js";
import { jsonShape } from "./json-shape.js";

/**
 * The checks of every file that comes from a LORIS. Each looks at the file's ending by itself; of an ending that none knows, only that it is
 * no web page is checked: LORIS answers 200 with a page to accounts that must still confirm their login (measured on v28).
 */
export const contentChecks: readonly ContentCheck[] = [
  notHtmlPage,
  gzipIntact,
  gzippedNifti,
  headAndLength,
  jsonShape,
];
