import { expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

const dayMs = 24 * 3_600_000;

it.each(["1.6", "1.9"] as const)("issues, checks, uses and ends alias tokens on %s", async (version) => {
  const box = await openBox({ version, aliasTokenLifetimeMs: version === "1.9" ? 3 * dayMs : 2 * dayMs });
  const xnat = await box.client();
  const issuedMs = box.sandbox.clock.now();
  const token = await xnat.issueToken();
  // 1.6 tells no end, so two days are assumed; later ones tell their own.
  expect(token.assumed).toBe(version === "1.6");
  expect(Math.round((token.expires.getTime() - issuedMs) / 60_000)).toBe((version === "1.9" ? 3 : 2) * 1440);
  expect(await xnat.validateToken(token)).toBe(xnat.user);
  const byToken = await box.client({ auth: { token } });
  expect(byToken.user).toBe(xnat.user);
  await xnat.invalidateToken(token);
  expect(await xnat.validateToken(token)).toBeUndefined();
  await xnat.invalidateToken(token);
  const error = await failsWith(box.client({ auth: { token } }), "auth/expired");
  expect(error.hint).toMatch(/two days/);
  expect(box.sandbox.state.xnat.tokens()).toHaveLength(0);
});

it("does not take one that has run out", async () => {
  const box = await openBox();
  const token = await (await box.client()).issueToken();
  box.sandbox.clock.advance(2 * dayMs + 1);
  await failsWith(box.client({ auth: { token } }), "auth/expired");
});

it("takes no page and no other text for a token", async () => {
  const box = await openBox();
  const xnat = await box.client();
  box.sandbox.faults.add({ path: "/tokens/issue", kind: "status", status: 200, body: "{}" });
  await failsWith(xnat.issueToken(), "remote/refused");
  box.sandbox.faults.add({ path: "/tokens/issue", kind: "html", times: 2 });
  await failsWith(xnat.issueToken(), "auth/expired");
});

it("logs in by the token that stands in the old one's place by then", async () => {
  const box = await openBox();
  const first = await box.client();
  const [old, fresh] = [await first.issueToken(), await first.issueToken()];
  const xnat = await box.client({
    auth: { token: old },
    nextAuth: () => Promise.resolve({ token: fresh }),
  });
  await first.invalidateToken(old);
  box.sandbox.state.xnat.expireSessions();
  expect(await allOf(xnat.projects())).toHaveLength(1);
  expect(box.logins()).toHaveLength(3);
});

it("knows when a token ends by our clock, whatever the server's says", async () => {
  const box = await openBox({ version: "1.9" });
  const nowMs = box.sandbox.clock.now();
  const xnat = await box.client({ now: () => nowMs });
  const issue = async (token: Record<string, unknown>): Promise<Date> => {
    const body = JSON.stringify({ alias: "a-1", secret: "s3cret-s3cret", ...token });
    box.sandbox.faults.add({
      path: "/tokens/issue",
      kind: "status",
      status: 200,
      body,
      headers: { "Content-Disposition": "inline" },
    });
    return (await xnat.issueToken()).expires;
  };
  const created = nowMs - 30 * dayMs;
  const life = await issue({ created, estimatedExpirationTime: created + 3 * dayMs });
  expect(life.getTime() - nowMs).toBe(3 * dayMs);
  expect((await issue({ estimatedExpirationTime: nowMs + dayMs })).getTime() - nowMs).toBe(dayMs);
  const odd = await issue({ created: "yesterday", estimatedExpirationTime: nowMs + dayMs });
  expect(odd.getTime() - nowMs).toBe(dayMs);
});
