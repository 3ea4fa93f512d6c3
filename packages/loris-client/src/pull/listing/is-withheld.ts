import { isScanferryError } from "@scanferry/transfer";

/** Whether an error says that this account gets no such list, or that the server has none. */
export function isWithheld(error: unknown): boolean {
  return isScanferryError(error, "auth/forbidden") || isScanferryError(error, "remote/not-found");
}
