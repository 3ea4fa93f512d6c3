import { ScanferryError } from "@scanferry/transfer";
import { blockedAddress } from "./blocked-address.js";

/**
 * Remembers that the server refused the login or blocked this address, so that no later request goes out with the same password.
 * Nextcloud 27 and 32 block a whole IP address for 30 minutes after 11 wrong passwords (Throttler.php),
 * correct logins of other people included: one refusal therefore stops every worker that shares the latch.
 */
export interface AuthLatch {
  /** Throws the stored refusal, when there is one. */
  check(): void;
  /** Whether a refusal is stored. */
  readonly tripped: boolean;
  /** Stores the first refusal and gives it back; a later one gives back the first. */
  trip(): ScanferryError;
  /** Stores that the server has blocked this address: more requests would only prolong it. */
  block(status: number): ScanferryError;
}

/** Makes the latch that all requests of one client share. */
export function createAuthLatch(): AuthLatch {
  let refused: ScanferryError | undefined;
  return {
    get tripped() {
      return refused !== undefined;
    },
    check() {
      if (refused !== undefined) throw refused;
    },
    trip() {
      refused ??= new ScanferryError(
        "auth/rejected",
        "The Nextcloud server refused the user name or the app password.",
        {
          hint: "Make a new app password (Settings, Security, Devices & sessions) or log in again. It was tried once and is not tried again, because Nextcloud blocks this network address after about ten wrong passwords.",
        },
      );
      return refused;
    },
    block(status) {
      refused ??= blockedAddress({ status });
      return refused;
    },
  };
}
