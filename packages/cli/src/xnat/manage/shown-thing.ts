import type { XnatClient, XnatItem } from "@scanferry/xnat-client";
import { cellText } from "../cell-text.js";
import { pathOf } from "./path-of.js";

/** What can be shown. */
export type Noun = "project" | "subject" | "experiment" | "scan";

/** One thing as it is shown: as a record, and as names with values. */
export interface ShownThing {
  readonly record: Readonly<Record<string, unknown>>;
  readonly facts: readonly (readonly [string, string])[];
}

/** Asks for a thing, and for what its record does not say. */
export async function shownThing(
  xnat: XnatClient,
  noun: Noun,
  path: string,
  signal: AbortSignal,
): Promise<ShownThing> {
  switch (noun) {
    case "project": {
      const [id] = pathOf(path, 1);
      const project = xnat.project(id);
      const item = await project.show({ signal });
      const access = await project.access({ signal });
      const prearchiveCode = await project.prearchiveCode({ signal });
      return shown(
        item,
        { type: noun, id, label: id, uri: `/data/projects/${id}` },
        { ...access, prearchiveCode },
      );
    }
    case "subject": {
      const [project, label] = pathOf(path, 2);
      const item = await xnat.project(project).subject(label).show({ signal });
      return shown(item, { type: noun, id: cellText(item.fields["ID"]), label, uri: addressOf(path) });
    }
    case "experiment": {
      const [project, subject, label] = pathOf(path, 3);
      const item = await xnat.project(project).subject(subject).experiment(label).show({ signal });
      const more = { xsiType: item.xsiType, scans: item.children["scans/scan"]?.length ?? 0 };
      return shown(item, { type: noun, id: cellText(item.fields["ID"]), label, uri: addressOf(path) }, more);
    }
    case "scan": {
      const [project, subject, session, id] = pathOf(path, 4);
      const item = await xnat.project(project).subject(subject).experiment(session).scan(id).show({ signal });
      return shown(item, { type: noun, id, label: id, uri: addressOf(path) }, { xsiType: item.xsiType });
    }
  }
}

/** The path in XNAT's own words. */
function addressOf(path: string): string {
  const words = ["projects", "subjects", "experiments", "scans"];
  const parts = path.split("/").map((name, at) => `${words[at] ?? ""}/${encodeURIComponent(name)}`);
  return `/data/${parts.join("/")}`;
}

function shown(
  item: XnatItem,
  head: Readonly<Record<"type" | "id" | "label" | "uri", string>>,
  more: Readonly<Record<string, unknown>> = {},
): ShownThing {
  const inner = Object.fromEntries(
    ["PI", "demographics"].flatMap((field) => Object.entries(item.children[field]?.[0]?.fields ?? {})),
  );
  const custom = Object.fromEntries(
    (item.children["fields/field"] ?? []).map(({ fields }) => [cellText(fields["name"]), fields["field"]]),
  );
  const fields = { ...item.fields, ...inner, ...custom };
  return {
    record: { ...head, ...more, fields },
    facts: Object.entries({ ...fields, ...more }).map(([name, value]) => [name, cellText(value)] as const),
  };
}
