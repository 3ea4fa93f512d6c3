import type { Answer } from "../../server/answer.js";
import { inChunks } from "../answers/in-chunks.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import { escapeHtml } from "../answers/status-page.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { filled, type Item, itemJson } from "./item.js";

/**
 * One record: JSON with `format=json`; without a format 1.6 answers HTML (measured) and 1.9 XML (read in its source).
 *
 * @throws XnatError 406 for `Accept: application/json`
 */
export function itemAnswer(call: XnatCall, item: Item): Answer {
  call.refuseJsonAccept();
  const format = call.format(call.legacy ? "html" : "xml");
  if (format === "json") return answer("application/json", JSON.stringify({ items: [itemJson(item)] }));
  if (format === "html") return answer("text/html", itemHtml(item));
  return answer("text/xml", itemXml(item));
}

function answer(type: string, body: string): Answer {
  return restletAnswer({ type, body: inChunks(body), negotiated: true });
}

/** A page of the website has more around it. */
function itemHtml(item: Item): string {
  const rows = Object.entries(filled(item))
    .map(([name, value]) => `<tr><th>${name}</th><td>${escapeHtml(String(value))}</td></tr>\n`)
    .join("");
  return `<html><head><title>XNAT</title></head><body><table>\n${rows}</table></body></html>\n`;
}

/** The fields as attributes of the type's element; the real document follows the schema in more detail. */
function itemXml(item: Item): string {
  const name = item.xsiType
    .replace(/Data$/, "")
    .replace(/:(.)/, (_, letter: string) => `:${letter.toUpperCase()}`);
  const attributes = Object.entries(filled(item))
    .filter(([key]) => /^\w+$/.test(key))
    .map(([key, value]) => ` ${key}="${escapeHtml(String(value)).replaceAll('"', "&quot;")}"`)
    .join("");
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<${name}${attributes} xmlns:xnat="http://nrg.wustl.edu/xnat" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>\n`
  );
}
