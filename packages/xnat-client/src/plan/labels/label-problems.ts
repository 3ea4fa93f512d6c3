import type { ScanferryError } from "@scanferry/transfer";
import { labelRefused } from "../plan-errors.js";

const taken = /^[A-Za-z0-9_-]+$/;

/** Whether XNAT takes a label or the ID of a project: it answers 417 or 500 to others (wire/xnat.md §4, §9). */
export function isLabel(text: string): boolean {
  return taken.test(text) && text.length <= 255;
}

/** What is wrong with the labels of a session. */
export function labelProblems(subject: string, session: string): ScanferryError[] {
  const problems: ScanferryError[] = [];
  if (!isLabel(subject)) problems.push(labelRefused("subject", subject));
  if (!isLabel(session)) problems.push(labelRefused("session", session));
  return problems;
}
