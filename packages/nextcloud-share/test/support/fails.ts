import { isScanferryError } from "@scanferry/transfer";
import type { ErrorCode, ScanferryError } from "@scanferry/transfer";
import { expect } from "vitest";

/** Waits for a failure, checks its code and that it says what to do, and gives it for further questions. */
export async function failsWith(work: Promise<unknown>, code: ErrorCode): Promise<ScanferryError> {
  const outcome: unknown = await work.then(
    () => "no failure",
    (error: unknown) => error,
  );
  if (!isScanferryError(outcome))
    throw new Error(`expected ${code}, got ${String(outcome)}`, { cause: outcome });
  expect(outcome.code).toBe(code);
  return outcome;
}
