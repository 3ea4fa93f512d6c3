import { ScanferryError, isScanferryError } from "@scanferry/transfer";

/** Gives a library's error the hint of the command line: where it names an option of the API, a flag is named instead. */
export function withFlagHint(error: unknown, option: string, hint: string): unknown {
  if (!isScanferryError(error, "input/invalid") || error.details?.["option"] !== option) return error;
  const { message, subject } = error;
  return new ScanferryError(error.code, message, {
    hint,
    cause: error,
    ...(subject === undefined ? {} : { subject }),
  });
}
