import { looksLikeHtml } from "../errors/from-status.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import type { ContentCheck } from "./content-check.js";
import { readHead } from "./read-head.js";

/**
 * Finds a web page where a file was asked for: XNAT and LORIS answer 200 with their login page when a session has ended.
 * Files named .htm, .html or .xhtml are left alone.
 *
 * @example
 * ```ts
 * download(items, "./out", { checks: [notHtmlPage] });
 * ```
 */
export const notHtmlPage: ContentCheck = {
  name: "not-html-page",
  start: ({ name }) => {
    if (/\.x?html?$/i.test(name)) return undefined;
    return readHead(1024, (head) => {
      if (!looksLikeHtml(head.toString("latin1"))) return;
      throw new ScanferryError(
        "auth/expired",
        "The server sent a web page, probably its login page, instead of the file.",
        {
          hint: "Log in again; if that does not help, check that this account may see the file.",
        },
      );
    });
  },
};
