import type { XnatUserOptions } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

const password = "Kor-al-le 7";
const users: readonly XnatUserOptions[] = [
  { username: "ada", password },
  { username: "lina", password, kind: "locked" },
  { username: "otto", password, kind: "expiredPassword" },
  { username: "dora", password, kind: "disabled" },
  { username: "leo", password, provider: "ldap1" },
];

describe.each(["1.6", "1.9"] as const)("a login that XNAT %s refuses", (version) => {
  it.each([
    ["ada", "wrong", "wrong", /user name or the password/],
    ["lina", password, "wrong", /user name or the password/],
    ["otto", password, "password-change", /new password/],
    ["dora", password, "inactive", /not active/],
    ["leo", password, "wrong", /user name or the password/],
  ])("is sent once and explained: %s", async (username, given, reason, message) => {
    const box = await openBox({ version, users });
    const error = await failsWith(box.client({ auth: { username, password: given } }), "auth/rejected");
    expect(error.message).toMatch(message);
    expect(error.details?.["reason"]).toBe(reason);
    expect(error.retryable).toBe(false);
    expect(box.logins()).toHaveLength(1);
    expect(box.waitedMs()).toBe(0);
  });

  it("names the way for accounts with single sign-on, and that a locked one looks alike", async () => {
    const box = await openBox({ version, users });
    const error = await failsWith(
      box.client({ auth: { username: "ada", password: "wrong" } }),
      "auth/rejected",
    );
    expect(error.hint).toMatch(/single sign-on.*alias token.*Manage Alias Tokens/);
    expect(error.hint).toMatch(/locked/);
    if (version === "1.9") expect(error.hint).toMatch(/too many sessions/);
  });
});

it.each([
  { username: "leo", password, provider: "ldap1" },
  { username: "ldap1/leo", password },
])("logs in by a provider: $username", async (auth) => {
  const box = await openBox({ users });
  expect((await box.client({ auth })).user).toBe("leo");
});

it("says what a refusal says that it does not know, without the password", async () => {
  const box = await openBox({ users });
  const said = `<html><h3>Ada with ${password} comes at a bad time</h3></html>`;
  box.sandbox.faults.add({ path: "/data/JSESSION", kind: "status", status: 401, body: said });
  const error = await failsWith(box.client(), "auth/rejected");
  expect(error.hint).toMatch(/comes at a bad time/);
  expect(error.hint).not.toContain(password);
});

it("recognizes a login page in the place of a session", async () => {
  const box = await openBox({ users });
  box.sandbox.faults.add({ path: "/data/JSESSION", kind: "html" });
  await failsWith(box.client(), "auth/rejected");
  expect(box.logins()).toHaveLength(1);
});

it.each([
  ["a lost answer", { kind: "reset", when: "after" } as const, "net/reset"],
  ["a gateway's time-out", { kind: "status", status: 504 } as const, "remote/failed"],
  ["a server that fails", { kind: "status", status: 500 } as const, "remote/failed"],
] as const)("sends the password once over %s", async (_, fault, code) => {
  const box = await openBox({ users });
  box.sandbox.faults.add({ path: "/data/JSESSION", ...fault, times: 9 });
  await failsWith(box.client(), code);
  expect(box.logins()).toHaveLength(1);
});

it("comes again where the server was busy and said when", async () => {
  const box = await openBox({ users });
  const headers = { "Retry-After": "20" };
  box.sandbox.faults.add({ path: "/data/JSESSION", kind: "status", status: 503, headers });
  expect((await box.client()).user).toBe("ada");
  expect(box.logins()).toHaveLength(2);
  expect(box.waitedMs()).toBeGreaterThanOrEqual(20_000);
});

it.each([
  [{ username: "", password }, "auth/required"],
  [{ username: "ada", password: "" }, "auth/required"],
  [{ token: { alias: "", secret: "1" } }, "auth/required"],
  [{ username: "a:b", password }, "input/invalid"],
] as const)("asks nothing for a login that cannot be one: %j", async (auth, code) => {
  const box = await openBox({ users });
  await failsWith(box.client({ auth }), code);
  expect(box.sandbox.log.entries).toHaveLength(0);
});
