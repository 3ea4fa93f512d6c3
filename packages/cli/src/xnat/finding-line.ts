import type { Finding } from "@scanferry/xnat-client";

/** The head of the table of findings. */
export const findingHead = ["WHERE", "PROJECT", "SUBJECT", "SESSION", "STATE"];

/** The cells of a finding that is a place. */
export function cellsOfFinding(finding: Finding): string[] {
  switch (finding.kind) {
    case "subject":
      return ["archive", finding.project, finding.label, sessionsOf(finding), finding.match];
    case "session":
      return [
        "archive",
        finding.project,
        finding.subjectLabel ?? finding.subjectId ?? "",
        finding.label,
        finding.match,
      ];
    case "prearchive":
    case "unassigned":
      return ["prearchive", finding.project, finding.subject, finding.name, finding.status];
    default:
      return [];
  }
}

function sessionsOf({ sessions, sessionCount }: Extract<Finding, { kind: "subject" }>): string {
  const shown = sessions.slice(0, 3).map(({ label }) => label);
  const more = sessionCount - shown.length;
  return [...shown, ...(more > 0 ? [`and ${String(more)} more`] : [])].join(", ");
}

/** The `--json` record of a finding: its own fields, and where it was found. */
export function findingRecord(finding: Finding): Readonly<Record<string, unknown>> {
  const { kind, ...rest } = finding;
  return { type: "finding", kind, ...rest };
}
