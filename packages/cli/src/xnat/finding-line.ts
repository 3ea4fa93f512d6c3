import type { Finding } from "@scanferry/xnat-client";
import { shellQuote } from "../config/shell-quote.js";

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

/** The next command for a finding: the one that brings it, or that gets it into the archive. */
export function nextCommand(finding: Finding): string | undefined {
  const { kind } = finding;
  if (kind === "prearchive" || kind === "unassigned") return fromPrearchive(finding);
  if (kind === "subject" && finding.sessionCount > 0) return pullOf(finding.project, finding.label);
  const owner = kind === "session" ? (finding.subjectLabel ?? finding.subjectId) : undefined;
  return kind === "session" && owner !== undefined
    ? pullOf(finding.project, owner, finding.label)
    : undefined;
}

/** What XNAT still works on needs nothing but time. */
function fromPrearchive({ kind, status, url }: Extract<Finding, { url: string }>): string | undefined {
  const command = `scanferry xnat prearchive`;
  if (status === "ERROR") return `${command} rebuild ${shellQuote(url)}`;
  if (status === "RECEIVING") return `${command} commit ${shellQuote(url)}`;
  if (status !== "READY" && status !== "CONFLICT") return undefined;
  if (kind === "unassigned") return `${command} move ${shellQuote(url)} --to PROJECT`;
  return `${command} archive ${shellQuote(url)} -n`;
}

function pullOf(...labels: readonly string[]): string {
  return `scanferry xnat pull ${shellQuote(labels.join("/"))} -o DIR`;
}

/** The `--json` record of a finding: its own fields, and the command that brings it. */
export function findingRecord(finding: Finding): Readonly<Record<string, unknown>> {
  const { kind, ...rest } = finding;
  const next = nextCommand(finding);
  return { type: "finding", kind, ...rest, ...(next === undefined ? {} : { next }) };
}
