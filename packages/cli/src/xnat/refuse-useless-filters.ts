import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { leavesNoChoice, type ArchivePath } from "./archive-path.js";

/** The filters that choose among the things of one level. */
const filters = {
  subject: ["subjects", "subjectsFrom", "column"],
  session: ["sessions", "modality", "since", "date"],
  scan: ["scans"],
  resource: ["resources"],
} as const;

type Level = keyof typeof filters;

const levels = ["subject", "session", "scan", "resource"] as const satisfies readonly Level[];

/**
 * Refuses a filter that would be passed over in silence: the result would look as if it had been followed.
 *
 * @param deepest - the lowest level among which something is chosen; `none` where there is no choice at all
 * @throws {@link ScanferryError} `input/invalid`
 */
export function refuseUselessFilters(
  call: CallContext,
  path: ArchivePath | undefined,
  deepest: Level | "none" = "resource",
): void {
  const fixed = levels.filter((level) => leavesNoChoice(path, level));
  const below = levels.slice(deepest === "none" ? 0 : levels.indexOf(deepest) + 1);
  for (const level of levels.filter((one) => fixed.includes(one) || below.includes(one))) {
    // --since also chooses subjects in a list of them.
    const other = filters[level].find(
      (name) => call.options.given(name) && !(name === "since" && deepest === "subject"),
    );
    if (other === undefined) continue;
    const flag = `--${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new ScanferryError("input/invalid", `${flag} chooses nothing here.`, {
      hint: fixed.includes(level)
        ? `The path leaves no choice among ${level}s: leave one of them out.`
        : `It chooses among ${level}s, which are not listed: see --type.`,
    });
  }
}
