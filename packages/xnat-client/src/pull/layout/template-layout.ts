import { ScanferryError, safeName } from "@scanferry/transfer";

import type { ResourcePlace } from "../plan/resource-place.js";
import { layoutOf, type Layout } from "./layout.js";
import { plainName, seriesName } from "./series-name.js";
import { ownerFolders } from "./xnat-layout.js";

/** What stands for something that the server does not say, such as the date of a session without one. */
const unknown = "unknown";

/** Each field's value; nothing where the resource belongs to no such thing. */
const fields: Readonly<Record<string, (place: ResourcePlace) => string | undefined>> = {
  project: ({ project }) => project,
  subject: ({ subject }) => subject,
  session: ({ session }) => session,
  date: ({ session, date }) => (session === undefined ? undefined : date),
  scan: ({ scan }) => scan?.id,
  type: ({ scan }) => scan && plainName(scan.type),
  series: ({ scan }) => scan && seriesName(scan),
  description: ({ scan }) => scan && plainName(scan.description),
  resource: ({ resource }) => resource,
};
const ofSession = new Set(["session", "date"]);
const ofScan = new Set(["scan", "type", "series", "description"]);

/**
 * Makes a layout of a template such as `{subject}_{session}/{scan}-{type}`; files keep their path below their resource behind it. What the template
 * has no place for (a session's own resource, where scans are named) goes to `SUBJECT/SESSION/resources/RESOURCE/PATH`.
 *
 * @throws {@link ScanferryError} `input/invalid` for unknown fields and for names that no folder can have
 */
export function templateLayout(template: string): Layout {
  const segments = template.replace(/\/\{path\}$/, "").split("/");
  const names = segments.flatMap((segment) =>
    [...segment.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name),
  );
  for (const name of names) if (!Object.hasOwn(fields, name)) throw invalid(name);
  for (const segment of segments)
    if (/^\.{0,2}$|\\/.test(segment) || /[{}]/.test(segment.replace(/\{[^{}]*\}/g, ""))) throw malformed();
  const fits = (place: ResourcePlace): boolean =>
    names.every(
      (name) =>
        (place.scan !== undefined || !ofScan.has(name)) &&
        (place.session !== undefined || !ofSession.has(name)) &&
        (place.subject !== undefined || name !== "subject"),
    );
  const filled = (place: ResourcePlace): string =>
    segments
      .map((segment) =>
        safeName(segment.replace(/\{([^{}]*)\}/g, (_, name: string) => fields[name]?.(place) || unknown)),
      )
      .join("/");
  const folder = (place: ResourcePlace): string =>
    fits(place) ? filled(place) : [...ownerFolders(place), "resources", safeName(place.resource)].join("/");
  return layoutOf(folder, (place) =>
    fits(place) ? `${filled(place)}/${safeName(place.resource)}.zip` : `${folder(place)}.zip`,
  );
}

function invalid(name: string): ScanferryError {
  return new ScanferryError("input/invalid", "The layout has a field that does not exist.", {
    hint: `Fields are ${[...Object.keys(fields), "path"].map((field) => `{${field}}`).join(" ")}; {path} stands alone at the end.`,
    subject: name,
  });
}

function malformed(): ScanferryError {
  return new ScanferryError("input/invalid", "The layout is no path below the output folder.", {
    hint: 'Write names and fields between slashes, such as "{subject}_{session}/{scan}-{type}".',
  });
}
