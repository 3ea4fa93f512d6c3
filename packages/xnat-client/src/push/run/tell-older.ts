import type { SessionRun } from "./push-run.js";

/** Warns that an earlier run's files go to the archive: which bytes they have cannot be known, since the server's script may have rewritten each. */
export function tellOlder({ emit, session }: SessionRun): void {
  emit({
    type: "warning",
    id: session.id,
    message: "The prearchive has files of this session from an earlier run, which are archived as they are.",
    hint: "If files have changed since, delete the session from the prearchive (scanferry xnat prearchive rm) and push again.",
  });
}
