import { ScanferryError } from "@scanferry/transfer";

const levels = ["PROJECT", "SUBJECT", "SESSION", "SCAN"] as const;

/**
 * The labels of a path with just so many of them.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export function pathOf(text: string, count: 1): [string];
export function pathOf(text: string, count: 2): [string, string];
export function pathOf(text: string, count: 3): [string, string, string];
export function pathOf(text: string, count: 4): [string, string, string, string];
export function pathOf(text: string, count: number): string[] {
  const parts = text.split("/");
  if (parts.length === count && parts.every((part) => part.trim() !== "")) return parts;
  throw new ScanferryError("input/invalid", "The path does not name just this.", {
    hint: `It is ${levels.slice(0, count).join("/")}.`,
    subject: text,
  });
}
