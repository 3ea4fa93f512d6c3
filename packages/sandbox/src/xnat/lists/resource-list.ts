import type { Answer } from "../../server/answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatExperiment, XnatOwner, XnatResource } from "../archive/archive-types.js";
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
  return recordList(call, records, {
    defaults: [
      "xnat_abstractresource_id",
      "label",
      "element_name",
      "category",
      "cat_id",
      "cat_desc",
      "file_count",
      "file_size",
      "tags",
      "content",
      "format",
    ],
    value: (resource, column) => resourceValue(call.xnat, resource, column),
    title: "Resources",
  } satisfies ColumnSet<XnatResource>);
}

function* scanResources(xnat: Xnat, experiment: XnatExperiment): Generator<XnatResource> {
  for (const scan of xnat.archive.scans(experiment)) yield* xnat.archive.resources(scan);
}

/** As recorded for resources of scans; category and id of a session's own are inferred. */
function resourceValue(xnat: Xnat, resource: XnatResource, column: string): string | undefined {
  const scan = resource.owner.kind === "scan" ? resource.owner : undefined;
  switch (column) {
    case "xnat_abstractresource_id":
      return String(resource.id);
    case "label":
      return resource.label;
    case "element_name":
      return "xnat:resourceCatalog";
    case "category":
      return scan === undefined ? "resources" : "scans";
    case "cat_id":
      return scan?.id ?? "";
    case "cat_desc":
      return scan?.type ?? "";
    case "file_count":
      return String(xnat.files.stats(resource).files);
    case "file_size":
      return String(xnat.files.stats(resource).bytes);
    case "tags":
      return resource.tags;
    case "content":
      return resource.content;
    case "format":
      return resource.format;
    default:
      return undefined;
  }
}
