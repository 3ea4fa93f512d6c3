import { createHash } from "node:crypto";

/** Where a session lies: `/prearchive/projects/P/TIMESTAMP/FOLDER`. */
export function urlOf(project: string, timestamp: string, folderName: string): string {
  return `/prearchive/projects/${project}/${timestamp}/${folderName}`;
}

/** `20260102` as `2026-01-02`. */
export function isoDate(text: string): string {
  return text.replace(/^(\d{4})\.?(\d{2})\.?(\d{2}).*$/, "$1-$2-$3");
}

/** `20261121_001939962`, UTC as everything here. */
export function timestampOf(ms: number): string {
  const digits = new Date(ms).toISOString().replace(/\D/g, "");
  return `${digits.slice(0, 8)}_${digits.slice(8)}`;
}

/** A StudyInstanceUID for a session that was given none. */
export function madeUpUid(words: string): string {
  const number = BigInt(`0x${createHash("md5").update(words).digest("hex")}`);
  return `2.25.${number.toString()}`;
}
