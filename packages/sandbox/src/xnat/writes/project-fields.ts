import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatProject } from "../archive/archive-types.js";

/** The fields of a project that can be sent, by the short names of its query (XMLPathShortcuts in 1.9's source). */
const FIELDS = {
  name: "name",
  description: "description",
  secondary_ID: "secondaryId",
  keywords: "keywords",
  pi_firstname: "piFirstname",
  pi_lastname: "piLastname",
} as const;

/** XPaths that say the same, in a query. */
const PATHS: Readonly<Record<string, keyof typeof FIELDS>> = {
  "PI/firstname": "pi_firstname",
  "PI/lastname": "pi_lastname",
};

type Sent = Partial<Record<(typeof FIELDS)[keyof typeof FIELDS], string>>;

/** What a query and a document say of a project; the query has the last word. */
export function sentFields(call: XnatCall, xml: string): Sent {
  const given = xmlFields(xml);
  for (const [asked, value] of call.query) {
    const name = asked.replace(/^xnat:projectData\//, "");
    given.set(PATHS[name] ?? name, value);
  }
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([name, field]) => {
      const value = given.get(name);
      return value === undefined ? [] : [[field, value]];
    }),
  );
}

/** The id in a project's document. */
export function idIn(xml: string): string | undefined {
  return xmlFields(xml).get("ID");
}

/** Names of other projects that a project would repeat: XNAT has each title and running title once. */
export function conflictsOf(call: XnatCall, id: string, sent: Sent): string[] {
  const taken = (field: "name" | "secondaryId", what: string): string[] => {
    const value = sent[field];
    if (value === undefined || value === "") return [];
    for (const other of call.xnat.archive.projects())
      if (other.id !== id && same(other, field, value)) return [`${what} '${value}' is in use`];
    return [];
  };
  return [...taken("name", "title"), ...taken("secondaryId", "running title")];
}

function same(project: XnatProject, field: "name" | "secondaryId", value: string): boolean {
  return project[field].toLowerCase() === value.toLowerCase();
}

/** What little of a project's XML document is understood: the attributes of its root, the texts of its elements, the principal investigator. */
function xmlFields(xml: string): Map<string, string> {
  const found = new Map<string, string>();
  const root = /<xnat:Project\b[^>]*>/i.exec(xml)?.[0] ?? "";
  for (const [, name = "", value = ""] of root.matchAll(/\s(\w+)="([^"]*)"/g)) found.set(name, plain(value));
  const pi = /<xnat:PI\b[^>]*>([\s\S]*?)<\/xnat:PI>/.exec(xml);
  const rest = pi === null ? xml : xml.replace(pi[0], "");
  for (const [, name = "", value = ""] of rest.matchAll(/<xnat:(\w+)>([^<]*)</g))
    found.set(name, plain(value));
  for (const [, name = "", value = ""] of (pi?.[1] ?? "").matchAll(/<xnat:(firstname|lastname)>([^<]*)</g))
    found.set(`pi_${name}`, plain(value));
  return found;
}

function plain(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
