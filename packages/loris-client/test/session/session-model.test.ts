import { ScanferryError } from "@scanferry/transfer";
import fc from "fast-check";
import { expect, it } from "vitest";
import { Session } from "../../src/session/session.js";

const minute = 60_000;
const hour = 60 * minute;

/** How the server treats the next login. */
const fates = ["taken", "refused", "lost", "busy", "unreachable"] as const;
type Fate = (typeof fates)[number];

function failure(fate: Fate): ScanferryError {
  const retryable = { retryable: true };
  if (fate === "refused") return new ScanferryError("auth/rejected", "Wrong.");
  if (fate === "busy")
    return new ScanferryError("remote/busy", "Later.", { ...retryable, retryAfterMs: 5000 });
  if (fate === "lost") return new ScanferryError("net/reset", "Lost.", retryable);
  const cause = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  return new ScanferryError("net/unreachable", "Nobody.", { ...retryable, cause });
}

/** A server with one account, and what it saw. */
class Server {
  nowMs = Date.UTC(2026, 0, 1);
  fate: Fate = "taken";
  /** Tokens that it takes. */
  readonly alive = new Set(["token-0"]);
  readonly logins: { atMs: number; fate: Fate }[] = [];
  underWay = 0;
  most = 0;

  readonly login = async (): Promise<string> => {
    this.most = Math.max(this.most, ++this.underWay);
    const { fate } = this;
    this.logins.push({ atMs: this.nowMs, fate });
    await new Promise((resolve) => setImmediate(resolve));
    this.underWay--;
    if (fate !== "taken") throw failure(fate);
    const token = `token-${String(this.logins.length)}`;
    this.alive.add(token);
    return token;
  };
}

/** One request: what `authorizedHttp()` asks a session. */
async function work(session: Session, server: Server): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    await session.ready();
    const used = session.token;
    if (server.alive.has(used)) {
      session.worked(used);
      return;
    }
    await session.judge(used);
  }
  throw new Error("not settled");
}

const step = fc.record({
  // Lost answers are the ones that add up.
  fate: fc.oneof({ weight: 4, arbitrary: fc.constant<Fate>("lost") }, fc.constantFrom(...fates)),
  ends: fc.boolean(),
  waitMs: fc.constantFrom(0, 1000, 59_000, 61_000, 20 * minute, 23.95 * hour, 25 * hour),
  workers: fc.integer({ min: 1, max: 4 }),
});

it("never sends a login that may suspend the account, whatever comes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const server = new Server();
      const isTaken = (): Promise<boolean> => Promise.resolve(server.alive.has(session.token));
      const session: Session = new Session(
        "token-0",
        { login: server.login, isTaken, now: () => server.nowMs },
        { fresh: true },
      );
      for (const { fate, ends, waitMs, workers } of steps) {
        server.fate = fate;
        server.nowMs += waitMs;
        if (ends) server.alive.clear();
        await Promise.allSettled(Array.from({ length: workers }, () => work(session, server)));
      }
      expect(server.most).toBeLessThanOrEqual(1);
      let lost = 0;
      for (const [index, { atMs, fate }] of server.logins.entries()) {
        const before = server.logins[index - 1];
        // Nothing after a refusal, a minute after any other failure.
        expect(before?.fate).not.toBe("refused");
        if (before !== undefined && before.fate !== "taken") {
          expect(atMs - before.atMs).toBeGreaterThanOrEqual(minute);
        }
        lost = fate === "taken" ? 0 : lost + (fate === "lost" ? 1 : 0);
        expect(lost).toBeLessThanOrEqual(3);
      }
    }),
    { numRuns: 300 },
  );
});

it("gets every worker its token as soon as a login is taken again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<Fate>("busy", "unreachable", "taken"), { maxLength: 8 }),
      fc.integer({ min: 0, max: 2 }),
      async (troubles, losses) => {
        const server = new Server();
        const isTaken = (): Promise<boolean> => Promise.resolve(server.alive.has(session.token));
        const session: Session = new Session(
          "token-0",
          { login: server.login, isTaken, now: () => server.nowMs },
          { fresh: true },
        );
        for (const fate of [...troubles, ...Array<Fate>(losses).fill("lost")]) {
          server.fate = fate;
          server.nowMs += minute;
          server.alive.clear();
          await work(session, server).catch(() => undefined);
        }
        server.fate = "taken";
        server.nowMs += minute;
        server.alive.clear();
        await Promise.all([1, 2, 3].map(() => work(session, server)));
        expect(server.alive.has(session.token)).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});
