import type { LorisUserKind } from "@scanferry/sandbox";
import type { ErrorCode } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

const user = { username: "pat", password: "Secret-pass-1" };

const refusals: readonly (readonly [kind: LorisUserKind, code: ErrorCode, message: RegExp, hint: RegExp])[] =
  [
    ["passwordChange", "auth/rejected", /wants a new password/, /web page/],
    ["suspended", "auth/rejected", /suspended this account/, /Wait at least until \d\d:\d\d UTC/],
    ["inactive", "auth/rejected", /not active/, /administrator/],
    ["mfa", "auth/required", /second factor|web page instead of data/, /multi-factor/],
  ];

for (const [kind, code, message, hint] of refusals) {
  it(`says what is wrong with an account of the kind ${kind}, after one login`, async () => {
    const box = await openBox({ users: [{ ...user, kind }] });
    const error = await failsWith(box.client(), code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(error.retryable).toBe(false);
    expect(box.logins()).toHaveLength(1);
  });
}

for (const dialect of ["v28", "preventad"] as const) {
  it(`tries a wrong password exactly once on ${dialect}`, async () => {
    const box = await openBox({ dialect, users: [user] });
    const error = await failsWith(box.client({ auth: { ...user, password: "wrong-one" } }), "auth/rejected");
    expect(error.message).toMatch(/user name or the password/);
    expect(error.hint).toMatch(/tried once/);
    // A version that is not there (404) looks at no password.
    expect(box.logins().filter(({ status }) => status === 401)).toHaveLength(1);
    expect(box.logins().every(({ status }) => status === 401 || status === 404)).toBe(true);
    expect(box.waitedMs()).toBe(0);
  });
}

it("says until when a suspension lasts, by the clock it was given", async () => {
  const box = await openBox({ users: [{ ...user, kind: "suspended" }] });
  const error = await failsWith(box.client({ now: () => Date.UTC(2026, 0, 5, 23, 50) }), "auth/rejected");
  expect(error.hint).toContain("00:05 UTC");
  expect(error.hint).toMatch(/prolongs/);
  expect(error.retryAfterMs).toBe(15 * 60_000);
});

it("says what an unknown text of a refusal is, without the user's name", async () => {
  const box = await openBox({ users: [user] });
  const body = JSON.stringify({ error: `The moon is full, ${user.username}` });
  box.sandbox.faults.add({ path: "/login", kind: "status", status: 401, body });
  const error = await failsWith(box.client(), "auth/rejected");
  expect(error.hint).toContain("The moon is full");
  expect(error.hint).not.toContain(user.username);
});

it("knows a server whose own key is too weak, and does not ask again", async () => {
  const box = await openBox({ users: [user] });
  box.sandbox.faults.add({
    path: "/login",
    kind: "status",
    status: 500,
    body: '{"error":"Unacceptable JWT key."}',
    times: 9,
  });
  const error = await failsWith(box.client(), "remote/failed");
  expect(error.message).toMatch(/key is too weak/);
  expect(box.logins()).toHaveLength(1);
});

it("asks for both parts of a login before anything is sent", async () => {
  const box = await openBox();
  await failsWith(box.client({ auth: { username: "pat", password: "" } }), "auth/required");
  await failsWith(box.client({ auth: { token: "" } }), "auth/required");
  expect(box.sandbox.log.entries).toHaveLength(0);
});
