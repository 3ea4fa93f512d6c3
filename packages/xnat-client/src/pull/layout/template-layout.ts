import { ScanferryError, safeName } from "@scanferry/transfer";

import { ownerOf } from "../owners/owners.js";
import type { ResourcePlace } from "../plan/resource-place.js";
import { layoutOf, pathOf, type FolderStep, type Layout } from "./layout.js";
import { resourcesWithin, segmentKinds } from "./segment-kinds.js";
import { templateFields, type TemplateField } from "./template-fields.js";
import { ownResourceSteps } from "./xnat-layout.js";

/** What stands for something that the server does not say, such as the date of a session without one. */
const unknown = "unknown";

/**
 * Makes a layout of a template such as `{subject}_{session}/{scan}-{type}`; files keep their path below their resource behind it. What the template
 * has no place for (a session's own resource, where scans are named) goes to `SUBJECT/SESSION/resources/RESOURCE/PATH`, below the project where the
 * template names it.
 *
 * @throws {@link ScanferryError} `input/invalid` for unknown fields and for names that no folder can have
 */
export function templateLayout(template: string): Layout {
  const segments = template.replace(/\/\{path\}$/, "").split("/");
  const fields = segments.map(fieldsOf);
  for (const segment of segments)
    if (/^\.{0,2}$|\\/.test(segment) || /[{}]/.test(segment.replace(/\{[^{}]*\}/g, ""))) throw malformed();
  const all = fields.flat();
  const kinds = segmentKinds(fields);
  const within = resourcesWithin(fields);
  const fits = ({ subject, session, scan }: ResourcePlace): boolean =>
    all.every(
      ({ of }) =>
        (scan !== undefined || of !== "scan") &&
        (session !== undefined || of !== "session") &&
        (subject !== undefined || of !== "subject"),
    );
  const filled = (place: ResourcePlace): FolderStep[] =>
    segments.map((segment, index) => {
      const kind = kinds[index];
      return {
        name: safeName(segment.replace(/\{([^{}]*)\}/g, (_, name: string) => valueOf(name, place))),
        owner: kind && ownerOf(place.owners, kind, within),
      };
    });
  const aside = (place: ResourcePlace): FolderStep[] => [
    ...(all.some(({ of }) => of === "project")
      ? [{ name: safeName(place.project), owner: ownerOf(place.owners, "project") }]
      : []),
    ...ownResourceSteps(place),
  ];
  return layoutOf(
    (place) => (fits(place) ? filled(place) : aside(place)),
    (place) =>
      fits(place)
        ? `${pathOf(filled(place))}/${safeName(place.resource)}.zip`
        : `${pathOf(aside(place))}.zip`,
  );
}

function valueOf(name: string, place: ResourcePlace): string {
  return templateFields[name]?.value(place) || unknown;
}

/** @throws {@link ScanferryError} `input/invalid` */
function fieldsOf(segment: string): TemplateField[] {
  return [...segment.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => {
    const field = Object.hasOwn(templateFields, name) ? templateFields[name] : undefined;
    if (field === undefined) throw invalid(name);
    return field;
  });
}

function invalid(name: string): ScanferryError {
  return new ScanferryError("input/invalid", "The layout has a field that does not exist.", {
    hint: `Fields are ${[...Object.keys(templateFields), "path"].map((field) => `{${field}}`).join(" ")}; {path} stands alone at the end.`,
    subject: name,
  });
}

function malformed(): ScanferryError {
  return new ScanferryError("input/invalid", "The layout is no path below the output folder.", {
    hint: 'Write names and fields between slashes, such as "{subject}_{session}/{scan}-{type}".',
  });
}
