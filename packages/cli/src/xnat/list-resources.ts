import { fileLine, placeOf, resourceLine, type ListLine } from "./list-line.js";
import { listSessions, type ListRequest } from "./listings.js";
import { ownResources } from "./own-resources.js";
import { addressOf, ownerOf, type ListedResource } from "./resource-owner.js";

/** Lists resources: those of the path itself, or of all that lies below it. */
export async function* listResources(request: ListRequest): AsyncGenerator<ListLine> {
  for await (const { resource, place, above } of resourcesOf(request))
    yield resourceLine(resource, place, above);
}

/** Lists files: those of the path's resource, or of all resources below it. */
export async function* listFiles(request: ListRequest): AsyncGenerator<ListLine> {
  const { xnat, path, call } = request;
  if (path?.resource !== undefined) {
    const { resource: label, ...above } = path;
    for await (const file of ownerOf(xnat, above).resource(label).files({ signal: call.signal }))
      yield fileLine(file, path);
    return;
  }
  for await (const { resource, place } of resourcesOf(request)) {
    const owner = ownerOf(xnat, { ...path, ...place, ...(resource.scanId && { scan: resource.scanId }) });
    for await (const file of owner.resource(resource.id).files({ signal: call.signal }))
      yield fileLine(file, { ...place, scan: resource.scanId ?? place.scan, resource: resource.label });
  }
}

async function* resourcesOf(request: ListRequest): AsyncGenerator<ListedResource> {
  const { xnat, path, filters, call } = request;
  if (path === undefined) return;
  const { signal } = call;
  const options = { signal, ...(filters.resources && { resources: filters.resources }) };
  if (path.allResources === true || path.scan !== undefined) {
    const owner = ownerOf(xnat, path);
    for await (const resource of owner.resources(options)) {
      yield { resource, place: path, above: addressOf(path) };
    }
    return;
  }
  for await (const { experiment, place } of listSessions(request)) {
    const session = xnat.experiment(experiment.id);
    const below = placeOf(experiment, place);
    if (filters.scans === undefined) {
      for await (const resource of session.resources({ ...options, all: true }))
        yield { resource, place: below, above: aboveOf(experiment.uri, resource.scanId) };
      continue;
    }
    for await (const scan of session.scans({ ...filters, signal })) {
      for await (const resource of session.scan(scan.id).resources(options))
        yield { resource, place: { ...below, scan: scan.id }, above: scan.uri };
    }
  }
  yield* ownResources(request, path);
}

function aboveOf(session: string, scan: string | undefined): string {
  return scan === undefined ? session : `${session}/scans/${encodeURIComponent(scan)}`;
}
