import { isScanferryError } from "@scanferry/transfer";
import type { ErrorCode, ScanferryError } from "@scanferry/transfer";
import { expect } from "vitest";

/** Waits for a failure, checks its code and that it says what to do, and gives it for further questions. */
export async function failsWith(work: Promise<unknown>, code: ErrorCode): Promise<ScanferryError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!isScanferryError(error)) throw new Error(`expected ${code}, got ${String(error)}`, { cause: error });
  expect(error.code).toBe(code);
  expect(error.hint ?? "").not.toBe("");
  return error;
}
