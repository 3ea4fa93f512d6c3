import { expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

/** Waits until the server has a login that it does not answer yet. */
async function held(fault: { readonly hits: number }): Promise<void> {
  while (fault.hits === 0) await new Promise((resolve) => setImmediate(resolve));
}

it("lets whoever waits for another's login leave, and the others get their token", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.state.loris.expireTokens();
  const slow = box.sandbox.faults.add({ path: "/login", kind: "latency", ms: 800 });
  const first = allOf(loris.projects());
  const stop = new AbortController();
  const second = failsWith(allOf(loris.projects({ signal: stop.signal })), "aborted");
  await held(slow);
  const old = loris.token;
  stop.abort();
  await second;
  // The login has not ended yet.
  expect(loris.token).toBe(old);
  expect((await first).length).toBeGreaterThan(0);
  expect(box.logins()).toHaveLength(2);
});

it("keeps a login going for the others when the one who began it leaves", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.state.loris.expireTokens();
  const slow = box.sandbox.faults.add({ path: "/login", kind: "latency", ms: 300 });
  const stop = new AbortController();
  const first = failsWith(allOf(loris.projects({ signal: stop.signal })), "aborted");
  await held(slow);
  const others = Array.from({ length: 4 }, () => allOf(loris.candidates()));
  stop.abort();
  await first;
  for (const list of await Promise.all(others)) expect(list.length).toBeGreaterThan(0);
  expect(box.logins()).toHaveLength(2);
});

it("ends a login that is under way when the client is closed", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.state.loris.expireTokens();
  const slow = box.sandbox.faults.add({ path: "/login", kind: "stall" });
  const work = failsWith(allOf(loris.projects()), "aborted");
  await held(slow);
  await loris.close();
  expect((await work).hint).toMatch(/again/);
});
