import { expect, it } from "vitest";
import { type ApiResponse, type GrantVerdict, type Http, SharedLogin, guardedHttp } from "../src/index.js";
import { ScanferryError } from "../src/index.js";

/** Makes one request, whose first answer gets a verdict, and counts what went out. */
async function sentTimes(method: string, verdict: GrantVerdict, lives: boolean): Promise<number> {
  let sent = 0;
  const ended = (): ScanferryError => new ScanferryError("auth/expired", "Log in again.");
  const login = new SharedLogin(
    { secret: "first" },
    {
      login: () => Promise.resolve({ secret: "next" }),
      isTaken: () => Promise.resolve(lives),
      now: () => 0,
      noRenewal: ended,
      renewedInVain: ended,
    },
  );
  const http = {
    api: () => {
      sent++;
      return Promise.resolve({ status: 200 } as ApiResponse);
    },
  } as unknown as Http;
  const guarded = guardedHttp(http, login, {
    verdict: () => (sent === 1 ? verdict : "taken"),
    refusedHere: ended,
  });
  await guarded.api(method, "/data/services/archive");
  return sent;
}

it.each([
  // What makes the server act may have been done: a page in the place of the answer says nothing about that.
  ["POST", "doubtful", true, 1],
  ["GET", "doubtful", true, 2],
  // Whoever is not known, or refused, did nothing.
  ["POST", "doubtful", false, 2],
  ["POST", "refused", true, 2],
  ["POST", "refused", false, 2],
  ["POST", "taken", true, 1],
] as const)(
  "%s, its answer %s, the login alive: %s, goes out %i times",
  async (method, verdict, lives, times) => {
    expect(await sentTimes(method, verdict, lives)).toBe(times);
  },
);
