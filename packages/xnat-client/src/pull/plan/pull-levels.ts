import type { PullOptions, PullScope } from "../pull-options.js";

/** Which owners' resources a pull takes. */
export interface PullLevels {
  project: boolean;
  subjects: boolean;
  sessions: boolean;
}

/** Whether all that a project holds is pulled. */
export function isWholeProject(scope: PullScope, options: PullOptions): boolean {
  return (
    options.resources === undefined && scope.resource === undefined && pullLevels(scope, options).project
  );
}

/**
 * Says whose resources are wanted. A filter on scans wants scans alone, one on sessions what belongs to sessions, and one on subjects what belongs to subjects; a
 * resource of the scope wants itself alone.
 */
export function pullLevels(
  { subject, experiment, resource }: PullScope,
  { scans, sessions, since, date, modalities, subjects }: PullOptions,
): PullLevels {
  const bySession = [scans, sessions, since, date, modalities].some((filter) => filter !== undefined);
  if (experiment !== undefined) return { project: false, subjects: false, sessions: true };
  if (resource !== undefined)
    return { project: subject === undefined, subjects: subject !== undefined, sessions: false };
  return {
    project: subject === undefined && subjects === undefined && !bySession,
    subjects: !bySession,
    sessions: true,
  };
}
