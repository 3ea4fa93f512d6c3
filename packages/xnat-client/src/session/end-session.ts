import type { Http } from "@scanferry/transfer";
import { toScanferryError } from "@scanferry/transfer";

const patienceMs = 10_000;

/** Ends the session on the server. Nothing depends on it: what is left over ends by itself after its idle time, so a failure is only logged. */
export async function endSession(http: Http, log: ((line: string) => void) | undefined): Promise<void> {
  try {
    await http.api("DELETE", "/data/JSESSION", { retries: 0, timeoutMs: patienceMs });
  } catch (error) {
    log?.(`ending the session: ${toScanferryError(error).code}`);
  }
}
