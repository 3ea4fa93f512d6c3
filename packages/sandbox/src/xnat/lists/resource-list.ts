import type { Answer } from "../../server/answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatExperiment, XnatOwner, XnatResource, XnatScan } from "../archive/archive-types.js";
import type { Xnat } from "../xnat.js";
import { type ColumnSet, recordList } from "./columns.js";

/** Resources of some owners; `all=true` at a session adds those of its scans (recorded). */
export function resourceList(call: XnatCall, owners: readonly XnatOwner[]): Answer {
  call.allow("GET", "HEAD");
  const { archive } = call.xnat;
  const all = call.query.get("all") === "true";
  function* records(): Generator<XnatResource> {
    for (const owner of owners) {
      yield* archive.resources(owner);
      if (all && owner.kind === "experiment") yield* scanResources(call.xnat, owner);
    }
  }
  const values = valuesIn(call.xnat);
  return recordList(call, records, { defaults: Object.keys(values), values, title: "Resources" });
}

function* scanResources(xnat: Xnat, experiment: XnatExperiment): Generator<XnatResource> {
  for (const scan of xnat.archive.scans(experiment)) yield* xnat.archive.resources(scan);
}

/** As recorded for resources of scans; category and id of a session's own are inferred. */
function valuesIn(xnat: Xnat): ColumnSet<XnatResource>["values"] {
  const scanOf = ({ owner }: XnatResource): XnatScan | undefined =>
    owner.kind === "scan" ? owner : undefined;
  return {
    xnat_abstractresource_id: (resource) => String(resource.id),
    label: (resource) => resource.label,
    element_name: () => "xnat:resourceCatalog",
    category: (resource) => (scanOf(resource) === undefined ? "resources" : "scans"),
    cat_id: (resource) => scanOf(resource)?.id ?? "",
    cat_desc: (resource) => scanOf(resource)?.type ?? "",
    file_count: (resource) => String(xnat.files.stats(resource).files),
    file_size: (resource) => String(xnat.files.stats(resource).bytes),
    tags: (resource) => resource.tags,
    content: (resource) => resource.content,
    format: (resource) => resource.format,
  };
}
