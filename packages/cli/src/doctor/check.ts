/** What one check of `doctor` has found. */
export interface Check {
  id: string;
  status: "ok" | "warning" | "failed";
  message: string;
  hint?: string;
  /** The error code of a failed check; it decides the exit code. */
  code?: string;
}
