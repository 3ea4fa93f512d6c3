import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { getItem } from "../http/get-item.js";
import { requestPath } from "../http/request-path.js";

/** Where something lies: each level as far as it is known. Labels and accession IDs are both taken inside a project, accession IDs alone outside. */
export interface Place {
  readonly project?: string | undefined;
  readonly subject?: string | undefined;
  readonly experiment?: string | undefined;
  readonly scan?: string | undefined;
  readonly resource?: string | undefined;
}

/** What a place is called in errors, from its last names. */
export function placeName({ project, subject, experiment, scan, resource }: Place): string {
  return [project, subject, experiment, scan, resource].filter((name) => name !== undefined).join("/");
}

/** The path of a thing itself; without its subject, an experiment of a project has one, but nothing below it has (wire/xnat.md, 9). */
export function itemPath({ project, subject, experiment, scan }: Place): string {
  return requestPath(
    "data",
    ...(project === undefined ? [] : ["projects", project]),
    ...(subject === undefined ? [] : ["subjects", subject]),
    ...(experiment === undefined ? [] : ["experiments", experiment]),
    ...(scan === undefined ? [] : ["scans", scan]),
  );
}

/**
 * The path below which scans, resources and files of a place are listed: `/data/projects/P/experiments/E/scans` is no route and answers with the
 * experiment, so that its accession ID is asked for where the subject is not known.
 */
export async function listPath(
  ctx: XnatContext,
  place: Place,
  { signal }: CallOptions = {},
): Promise<string> {
  const { project, subject, experiment, scan, resource } = place;
  const below = [
    ...(scan === undefined ? [] : ["scans", scan]),
    ...(resource === undefined ? [] : ["resources", resource]),
  ];
  const known = experiment === undefined || project === undefined || subject !== undefined;
  const above = known
    ? itemPath({ project, subject, experiment })
    : requestPath("data", "experiments", await accessionId(ctx, { project, experiment }, { signal }));
  return below.length === 0 ? above : `${above}${requestPath(...below)}`;
}

/** The accession ID of an experiment. */
export async function accessionId(ctx: XnatContext, place: Place, { signal }: CallOptions): Promise<string> {
  const { project, subject, experiment } = place;
  if (project === undefined && experiment !== undefined) return experiment;
  const { fields } = await getItem(ctx, itemPath({ project, subject, experiment }), {
    signal,
    subject: placeName(place),
  });
  const id = fields["ID"] ?? fields["id"];
  if (typeof id === "string" && id !== "") return id;
  throw new ScanferryError("remote/failed", "XNAT told no accession ID of an experiment.", {
    hint: "Give the experiment's accession ID, e.g. XNAT_E00001.",
    subject: placeName(place),
  });
}
