import type { Experiment, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import type { ArchivePath } from "./archive-path.js";
import type { XnatFilters } from "./filters.js";
import {
  experimentLine,
  placeOf,
  projectLine,
  scanLine,
  subjectLine,
  type ListedType,
  type ListLine,
} from "./list-line.js";
import { listFiles, listResources } from "./list-resources.js";
import { warnOfLeftOut, warnOfMissing } from "./warn-of-missing.js";

/** What a list is made from. */
export interface ListRequest {
  xnat: XnatClient;
  path: ArchivePath | undefined;
  filters: XnatFilters;
  call: CallContext;
}

/** A session that was selected, with where it lies. */
export interface ListedSession {
  experiment: Experiment;
  place: ArchivePath;
}

/** Lists the things of one kind below a path, as the server names them; nothing is held back. */
export function listThings(type: ListedType, request: ListRequest): AsyncGenerator<ListLine> {
  return listings[type](request);
}

const listings: Readonly<Record<ListedType, (request: ListRequest) => AsyncGenerator<ListLine>>> = {
  async *project({ xnat, call: { signal, options } }) {
    // XNAT's list of what was used lately brings the access level with it.
    const which = options.flag("recent") ? { recent: true } : { access: true };
    for await (const project of xnat.projects({ signal, ...which })) yield projectLine(project);
  },

  async *subject({ xnat, path, filters, call }) {
    const { subjects, since } = filters;
    const project = xnat.project(path?.project ?? "");
    const selected = project.subjects({
      ...selection(call),
      ...(subjects && { subjects }),
      ...(since && { since }),
    });
    for await (const subject of selected) yield subjectLine(subject);
  },

  async *experiment(request) {
    for await (const { experiment, place } of listSessions(request)) yield experimentLine(experiment, place);
  },

  async *scan(request) {
    const { xnat, filters, call } = request;
    for await (const { experiment, place } of listSessions(request)) {
      const scans = xnat.experiment(experiment.id).scans({ ...filters, signal: call.signal });
      for await (const scan of scans) yield scanLine(scan, placeOf(experiment, place));
    }
  },

  resource: listResources,
  file: listFiles,
};

/** The sessions below a path that the filters leave. */
export async function* listSessions({
  xnat,
  path,
  filters,
  call,
}: ListRequest): AsyncGenerator<ListedSession> {
  if (path === undefined) return;
  const project = xnat.project(path.project);
  const { subjects, sessions, since, date, modalities } = filters;
  const filter = {
    ...(subjects && { subjects }),
    ...(sessions && { sessions }),
    ...(since && { since }),
    ...(date && { date }),
    ...(modalities && { modalities }),
  };
  const scope = path.subject === undefined ? project : project.subject(path.subject);
  const found =
    path.session === undefined || path.subject === undefined
      ? scope.experiments({ ...selection(call), ...filter })
      : project.subject(path.subject).experiment(path.session).select({ signal: call.signal });
  for await (const experiment of found) yield { experiment, place: path };
}

/** What every selection is asked with: names that are missing on the server are told while the rest is listed. */
function selection(call: CallContext) {
  return {
    signal: call.signal,
    onMissing: (missing: Parameters<typeof warnOfMissing>[1]) => {
      warnOfMissing(call, missing);
    },
    onLeftOut: (leftOut: Parameters<typeof warnOfLeftOut>[1]) => {
      warnOfLeftOut(call, leftOut);
    },
  };
}
