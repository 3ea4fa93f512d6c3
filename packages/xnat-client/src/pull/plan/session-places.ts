import type { CallOptions } from "../../context.js";
import { requestPath } from "../../http/request-path.js";
import type { Experiment } from "../../schemas/experiment.js";
import { resourceOf, type Resource } from "../../schemas/resource.js";
import { scanOf, type Scan } from "../../schemas/scan.js";
import { needsDescription } from "../layout/choose-layout.js";
import { allRows } from "./all-rows.js";
import { labelled } from "./labelled.js";
import { isNamed, missing, orMissing } from "./named-in-scope.js";
import { placeOf, type PlaceOwner } from "./place-of.js";
import type { PlanContext } from "./plan-context.js";
import type { Planned, RenamedInZips, ScanPlace } from "./resource-place.js";

/**
 * Finds the resources of a session and of its scans that are wanted, with one request (`all=true`); the list of scans is read only where a filter or the
 * layout needs it.
 *
 * @throws {@link ScanferryError} `remote/not-found` also for a scan of the scope that is not there; `auth/*`, `remote/*`, `net/*`
 */
export async function sessionPlaces(
  plan: PlanContext,
  session: Experiment,
  { signal }: CallOptions,
): Promise<Planned[]> {
  const { ctx, scope, options, matcher } = plan;
  const base = requestPath("data", "experiments", session.id);
  const subject = `${session.project}/${session.subjectLabel ?? ""}/${session.label}`;
  const asked = { subject, project: session.project, signal };
  const needsScans = matcher.filtersScans || scope.scan !== undefined || needsDescription(options.layout);
  const [resources, scans] = await Promise.all([
    allRows(ctx, `${base}/resources`, { ...asked, query: { all: "true" } }, resourceOf),
    needsScans ? allRows(ctx, `${base}/scans`, asked, scanOf) : undefined,
  ]);
  if (scope.scan !== undefined && scans?.some(({ id }) => id === scope.scan) !== true)
    throw missing("scan", `${subject}/${scope.scan}`);
  const owner: PlaceOwner = {
    project: session.project,
    subject: session.subjectLabel ?? session.subjectId ?? session.label,
    session: session.label,
    owners: {
      project: session.project,
      subject: session.subjectId ?? `${session.project}/${session.subjectLabel ?? session.label}`,
      session: session.id,
    },
    renamed: renamedIn(session, resources),
    ...(session.date === undefined ? {} : { date: session.date }),
  };
  const places = labelled(resources).flatMap(({ resource, label }) => {
    if (!isNamed(scope, resource) || !matcher.resource(resource.label)) return [];
    if (resource.scanId !== undefined) {
      const scan = scanPlace(resource.scanId, resource, scans);
      const { description: seriesDescription } = scan;
      const wanted = scope.scan === undefined ? scope.resource === undefined : scope.scan === scan.id;
      if (!wanted || !matcher.scan({ ...scan, seriesDescription })) return [];
      return [placeOf(base, resource, label, { ...owner, scan })];
    }
    if (scope.scan !== undefined || matcher.filtersScans) return [];
    if (isOwn(resource)) return [placeOf(base, resource, label, owner)];
    plan.warn(
      "Some resources belong to assessments or reconstructions of a session; they are not pulled.",
      "See them with: scanferry xnat request GET '/data/experiments/ID/resources?all=true&format=json'.",
    );
    return [];
  });
  return orMissing(places, scope, subject);
}

/** The scan of a resource; the list of resources tells its type too, but not its description. */
function scanPlace(id: string, { fields }: Resource, scans: readonly Scan[] | undefined): ScanPlace {
  const scan = scans?.find((one) => one.id === id);
  if (scan !== undefined) return { id, type: scan.type, description: scan.seriesDescription };
  const type = fields["cat_desc"];
  return { id, type: typeof type === "string" ? type : "", description: "" };
}

/** Whether a resource that is no scan's is the session's own. */
function isOwn({ category = "" }: Resource): boolean {
  return category === "" || category === "resources";
}

function renamedIn(
  { id, label, project, fields, subjectId, subjectLabel }: Experiment,
  resources: readonly Resource[],
): RenamedInZips {
  // Of a session that another project shares, zips have the label that it has there, which may be any ("" is in every name).
  const isShared = typeof fields["project"] === "string" && !["", project].includes(fields["project"]);
  const labels = [{ id, label: isShared ? "" : label }];
  if (subjectId !== undefined && subjectLabel !== undefined)
    labels.push({ id: subjectId, label: subjectLabel });
  const scans = new Set(resources.map(({ scanId }) => scanId).filter((scan) => scan !== undefined));
  return { labels, scans: [...scans] };
}
