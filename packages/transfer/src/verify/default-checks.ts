import type { ContentCheck } from "./content-check.js";
import { gzipIntact } from "./gzip-intact.js";
import { magicBytes } from "./magic-bytes.js";
import { notHtmlPage } from "./not-html-page.js";

/** The checks that a download makes where an item names none: no login page, the right magic bytes, and a whole gzip where no digest is given. */
export const defaultChecks: readonly ContentCheck[] = [notHtmlPage, magicBytes, gzipIntact];
