import { expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

const refuse = { kind: "status", status: 401, body: '{"error":"unauthorized"}', times: 999 } as const;

it("fails one request alone whose route refuses every token, and logs in for none of them", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.faults.add({ path: "/candidates/300001", ...refuse });
  for (let count = 0; count < 20; count++) {
    const error = await failsWith(loris.candidate("300001").show(), "auth/forbidden");
    expect(error.message).toMatch(/this request alone/);
    expect(error.retryable).toBe(false);
    expect((await allOf(loris.candidates())).length).toBeGreaterThan(0);
  }
  expect(box.logins()).toHaveLength(1);
});

it("goes on with a token alone when one route refuses it", async () => {
  const box = await openBox();
  const { token } = await box.client();
  const loris = await box.client({ auth: { token } });
  box.sandbox.faults.add({ path: "/candidates/300001", ...refuse });
  await failsWith(loris.candidate("300001").show(), "auth/forbidden");
  expect((await allOf(loris.projects())).length).toBeGreaterThan(0);
});

it("sends a request again that was refused once, without a login", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.faults.add({ path: "/candidates", ...refuse, times: 1 });
  expect((await allOf(loris.candidates())).length).toBeGreaterThan(0);
  expect(box.logins()).toHaveLength(1);
});

it("asks once for 16 workers that are refused at the same time", async () => {
  const box = await openBox();
  const loris = await box.client();
  box.sandbox.faults.add({ path: "/candidates/300001", ...refuse });
  const before = box.sandbox.log.find("GET", /\/projects\/$/).length;
  await Promise.all(
    Array.from({ length: 16 }, () => failsWith(loris.candidate("300001").show(), "auth/forbidden")),
  );
  expect(box.sandbox.log.find("GET", /\/projects\/$/).length - before).toBeLessThanOrEqual(16 / 2);
  expect(box.logins()).toHaveLength(1);
});
