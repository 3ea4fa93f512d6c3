import { isLoginFailure } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

const minute = 60_000;

for (const [what, code, fault] of [
  ["a connection that broke", "net/reset", { kind: "reset", when: "after" }],
  ["a gateway's 502", "remote/failed", { kind: "status", status: 502, when: "after" }],
  ["a gateway's 503", "remote/busy", { kind: "status", status: 503, when: "after" }],
  ["a gateway's 504", "remote/failed", { kind: "status", status: 504, when: "after" }],
] as const) {
  it(`sends a password once when ${what} hides what LORIS says of it`, async () => {
    const box = await openBox();
    const auth = { ...box.sandbox.credentials.loris, password: "wrong-one" };
    box.sandbox.faults.add({ path: "/login", times: 99, ...fault });
    await failsWith(box.client({ auth, apiVersion: "v0.0.3" }), code);
    expect(box.logins()).toHaveLength(1);
  });
}

it("sends a login again where the server said that it was busy and when to come again", async () => {
  const box = await openBox();
  const headers = { "Retry-After": "7" };
  box.sandbox.faults.add({ path: "/login", kind: "status", status: 503, headers, times: 2 });
  const loris = await box.client();
  expect(loris.version).toBe("v0.0.3");
  expect(box.logins().map(({ status }) => status)).toEqual([503, 503, 200]);
  expect(box.waitedMs()).toBe(14_000);
});

it("does not wait an hour for a login, nor for ever", async () => {
  const box = await openBox();
  const far = { path: "/login", kind: "status", status: 429, headers: { "Retry-After": "3600" } } as const;
  box.sandbox.faults.add(far);
  await failsWith(box.client(), "remote/busy");
  expect(box.logins()).toHaveLength(1);
  box.sandbox.faults.add({ ...far, headers: { "Retry-After": "1" }, times: 99 });
  await failsWith(box.client(), "remote/busy");
  expect(box.logins()).toHaveLength(1 + 3);
});

it("tries a few times to connect where nobody listens, because no password arrives there", async () => {
  const box = await openBox();
  await box.sandbox.close();
  await failsWith(
    box.client({ baseUrl: box.sandbox.url.loris.replace(/^http:/, "https:") }),
    "net/unreachable",
  );
  expect(box.waitedMs()).toBe(500 + 1000);
});

it("sends one login for 16 workers whose token ended and whose logins break, and none for a minute", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.state.loris.expireTokens();
  box.sandbox.faults.add({ path: "/login", kind: "reset", when: "after", times: 99 });
  const work = (): Promise<unknown> => failsWith(loris.candidate("300001").show(), "net/reset");
  await Promise.all(Array.from({ length: 16 }, work));
  box.sandbox.clock.advance(minute / 2);
  const error = await failsWith(loris.candidate("300001").show(), "net/reset");
  expect(error.retryAfterMs).toBeGreaterThan(0);
  expect(error.retryAfterMs).toBeLessThanOrEqual(minute / 2);
  expect(isLoginFailure(error)).toBe(true);
  expect(box.logins()).toHaveLength(1 + 1);
});

it("ends after three logins whose answers were lost, and says so at once from then on", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.state.loris.expireTokens();
  box.sandbox.faults.add({ path: "/login", kind: "status", status: 504, when: "after", times: 99 });
  for (let count = 0; count < 6; count++) {
    await failsWith(loris.candidate("300001").show(), "remote/failed");
    box.sandbox.clock.advance(2 * minute);
  }
  const error = await failsWith(loris.candidate("300001").show(), "remote/failed");
  expect(error.retryable).toBe(false);
  expect(box.logins()).toHaveLength(1 + 3);
});

it("goes on after a minute when a login breaks once", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.state.loris.expireTokens();
  box.sandbox.faults.add({ path: "/login", kind: "reset" });
  // The list waits by itself: the error says for how long.
  expect((await allOf(loris.projects())).length).toBeGreaterThan(0);
  expect(box.waitedMs()).toBeGreaterThanOrEqual(minute);
  expect(box.logins()).toHaveLength(1 + 2);
});

it("bounds the logins ahead of time too, while the old token still lives", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.clock.advance(24 * 3_600_000 - 5 * minute + 1);
  box.sandbox.faults.add({ path: "/login", kind: "reset", when: "after", times: 99 });
  for (let count = 0; count < 59; count++) {
    await allOf(loris.projects());
    box.sandbox.clock.advance(5000);
  }
  expect(box.logins()).toHaveLength(1 + 3);
});

it("never sends a password twice to a server that says nothing at all", async () => {
  let logins = 0;
  const url = await oddServer((request) => {
    if (request.url?.endsWith("/login") === true) logins++;
    request.socket.destroy();
  });
  const box = await openBox();
  await failsWith(box.client({ baseUrl: url, retries: 9 }), "net/reset");
  expect(logins).toBeLessThanOrEqual(1);
});
