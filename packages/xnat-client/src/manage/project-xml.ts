import type { StoredFields } from "./settle-fields.js";

/**
 * A project's own document. It is sent in the place of a query because values of a query are stored with their `&` and `<` escaped, and because
 * a description may be longer than an address (wire/xnat.md, 4 and 11b; recording 15).
 */
export function projectXml(id: string, fields: StoredFields): string {
  const { title = id, runningTitle = id, description, keywords } = fields;
  const { investigatorFirstName: first = "", investigatorLastName: last = "" } = fields;
  const investigator =
    first === "" && last === ""
      ? ""
      : `<xnat:PI>${element("firstname", first)}${element("lastname", last)}</xnat:PI>`;
  return [
    `<xnat:Project xmlns:xnat="http://nrg.wustl.edu/xnat" ID="${escaped(id)}" secondary_ID="${escaped(runningTitle)}">`,
    element("name", title),
    element("description", description),
    element("keywords", keywords),
    investigator,
    "</xnat:Project>",
  ].join("");
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? "" : `<xnat:${name}>${escaped(text)}</xnat:${name}>`;
}

/** Characters that XML 1.0 cannot hold are left out; the server would refuse the whole document. */
function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;")
  );
}
