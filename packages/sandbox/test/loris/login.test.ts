import { request } from "node:http";
import { expect, it } from "vitest";
import { startSandbox } from "../../src/index.js";
import { firstImage, lorisClient, startLorisTest } from "../support/loris-client.js";

const users = [
  { username: "rita", password: "R3search" },
  { username: "sam", password: "S4m", kind: "suspended" },
  { username: "ina", password: "In4", kind: "inactive" },
  { username: "pat", password: "P4t", kind: "passwordChange" },
  { username: "max", password: "M4x", kind: "mfa" },
  { username: "nora", password: "N0ra", kind: "noperm" },
  { username: "sita", password: "S1ta", kind: "siteuser" },
] as const;

async function refusal(body: string | Record<string, unknown>): Promise<readonly [number, string]> {
  await using test = await startLorisTest({ users });
  const answer = await test.client.login(body);
  return [answer.status, answer.text];
}

it("says what 28 says to logins that it refuses", async () => {
  expect(await refusal({ username: "rita", password: "wrong" })).toEqual([
    401,
    '{"error":"Incorrect username or password."}',
  ]);
  expect(await refusal({ username: "rita" })).toEqual([400, '{"error":"Missing username or password"}']);
  expect(await refusal("username=rita&password=R3search")).toEqual([
    400,
    '{"error":"Missing username or password"}',
  ]);
  expect(await refusal({ username: "", password: "x" })).toEqual([
    401,
    '{"error":"Please enter a username"}',
  ]);
  expect(await refusal({ username: 7, password: "x" })).toEqual([500, ""]);
  expect(await refusal({ username: "pat", password: "P4t" })).toEqual([401, '{"error":""}']);
  expect((await refusal({ username: "ina", password: "In4" }))[0]).toBe(401);
  expect(await refusal({ username: "sam", password: "S4m" })).toEqual([
    401,
    '{"error":"This account is currently suspended due to too many bad login attempts."}',
  ]);
});

it("answers other methods than POST on /login with 405", async () => {
  await using test = await startLorisTest();
  const answer = await test.client.ask("/login");
  expect([answer.status, answer.headers.get("allow"), answer.text]).toEqual([
    405,
    "POST",
    '{"error":"method not allowed"}',
  ]);
});

it("gives a token whose claims end after 24 hours of the sandbox's clock, and refuses it from then on", async () => {
  await using test = await startLorisTest();
  const claims = JSON.parse(
    Buffer.from(test.client.token.split(".")[1] ?? "", "base64url").toString("utf8"),
  ) as Record<string, unknown>;
  expect(Object.keys(claims)).toEqual(["iss", "aud", "iat", "nbf", "exp", "user"]);
  expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(86_400);
  test.sandbox.clock.advance(86_399_000 - 2000);
  expect((await test.client.ask("/projects")).status).toBe(200);
  test.sandbox.clock.advance(3000);
  const late = await test.client.ask("/projects");
  expect([late.status, late.text]).toEqual([401, '{"error":"unauthorized"}']);
});

it("refuses all tokens at once when told to", async () => {
  await using test = await startLorisTest({ dialect: "preventad" });
  expect((await test.client.ask("/candidates/")).status).toBe(200);
  test.sandbox.state.loris.expireTokens();
  const answer = await test.client.ask("/candidates/");
  expect([answer.status, answer.text]).toEqual([401, '{"error":"User not authenticated"}']);
});

it("looks at the token whatever the scheme is called, and dies of a scheme without one", async () => {
  await using test = await startLorisTest();
  const { token } = test.client;
  const ask = async (value: string): Promise<readonly [number, string]> => {
    const answer = await test.client.ask("/projects", { anonymous: true, headers: { Authorization: value } });
    return [answer.status, answer.text.slice(0, 11)];
  };
  expect(await ask(`Anything ${token}`)).toEqual([200, '{"Projects"']);
  expect(await ask("Bearer")).toEqual([500, ""]);
  expect(await ask("Bearer nonsense")).toEqual([401, '{"error":"u']);
});

it("knows the Authorization header by this spelling alone on PREVENT-AD, by any on 28", async () => {
  await using sandbox = await startSandbox({ loris: { dialect: "preventad" } });
  await using stock = await startSandbox({ loris: true });
  const status = async (url: string, name: string, token: string): Promise<number> =>
    new Promise((resolve, reject) => {
      request(url, { headers: { [name]: `Bearer ${token}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });
  const legacy = await lorisClient(sandbox, "v0.0.3-dev");
  const v28 = await lorisClient(stock, "v0.0.3");
  expect(await status(`${legacy.base}/candidates/`, "Authorization", legacy.token)).toBe(200);
  expect(await status(`${legacy.base}/candidates/`, "authorization", legacy.token)).toBe(401);
  expect(await status(`${v28.base}/candidates/`, "authorization", v28.token)).toBe(200);
  expect(sandbox.log.find("GET", "/candidates/").map((entry) => entry.headerNames)).toEqual([
    expect.arrayContaining(["Authorization"]),
    expect.arrayContaining(["authorization"]),
  ]);
});

it("suspends an account after eleven bad logins in a quarter of an hour, its valid tokens too, and frees it later", async () => {
  await using test = await startLorisTest({ users });
  const { password } = test.sandbox.credentials.loris;
  for (let attempt = 1; attempt <= 10; attempt += 1)
    await test.client.login({ username: "rita", password: "wrong" });
  expect((await test.client.ask("/projects")).status).toBe(200);
  await test.client.login({ username: "rita", password: "wrong" });
  expect((await test.client.ask("/projects")).status).toBe(401);
  expect((await test.client.login({ username: "rita", password })).text).toContain("suspended");
  test.sandbox.clock.advance(900_000);
  expect((await test.client.ask("/projects")).status).toBe(200);
  expect((await test.client.login({ username: "rita", password })).status).toBe(200);
  for (let attempt = 1; attempt <= 5; attempt += 1)
    await test.client.login({ username: "rita", password: "wrong" });
  expect((await test.client.ask("/projects")).status, "16 in an hour").toBe(401);
  test.sandbox.state.loris.resetLimits();
  test.sandbox.state.loris.lockOut("rita");
  expect((await test.client.ask("/projects")).status).toBe(401);
});

it("answers everything with an HTML page and 200 for an account whose second factor is due", async () => {
  await using test = await startLorisTest({ users });
  const login = await test.client.login({ username: "max", password: "M4x" });
  const { token } = login.json() as { token: string };
  const headers = { Authorization: `Bearer ${token}` };
  for (const path of ["/projects", firstImage(test.sandbox).link]) {
    const answer = await test.client.ask(path, { anonymous: true, headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(answer.text).toMatch(/^<!DOCTYPE html>/);
  }
});

it("lets an account without permissions see projects, an empty list of images and nothing else", async () => {
  await using test = await startLorisTest({ users });
  const { token } = (await test.client.login({ username: "nora", password: "N0ra" })).json() as {
    token: string;
  };
  const ask = async (path: string): Promise<readonly [number, string]> => {
    const answer = await test.client.ask(path, {
      anonymous: true,
      headers: { Authorization: `Bearer ${token}` },
    });
    return [answer.status, answer.text];
  };
  expect((await ask("/projects"))[0]).toBe(200);
  expect((await ask("/projects/Pumpernickel"))[0]).toBe(200);
  expect(await ask("/projects/Pumpernickel/images")).toEqual([200, '{"Images":[]}']);
  expect(await ask("/candidates")).toEqual([403, '{"error":"forbidden"}']);
});

it("lists all candidates to an account of one site and refuses the others', whose images it leaves out", async () => {
  await using test = await startLorisTest({ users, study: { candidates: 4, sites: ["Rome", "Ottawa"] } });
  const { token } = (await test.client.login({ username: "sita", password: "S1ta" })).json() as {
    token: string;
  };
  const ask = (path: string): ReturnType<typeof test.client.ask> =>
    test.client.ask(path, { anonymous: true, headers: { Authorization: `Bearer ${token}` } });
  const { Candidates } = (await ask("/projects/Pumpernickel")).json() as { Candidates: string[] };
  const statuses = await Promise.all(Candidates.map(async (id) => (await ask(`/candidates/${id}`)).status));
  expect(statuses).toEqual([200, 403, 200, 403]);
  const { Images } = (await ask("/projects/Pumpernickel/images")).json() as { Images: { Site: string }[] };
  expect(new Set(Images.map((image) => image.Site))).toEqual(new Set(["Rome"]));
});

it("refuses every login with 500 where the server's key is too short", async () => {
  for (const [dialect, text] of [
    ["v28", "Unacceptable JWT key"],
    ["preventad", "Unacceptable JWT key."],
  ] as const) {
    await using test = await startLorisTest({ dialect, weakKey: true });
    const answer = await test.client.login({ ...test.sandbox.credentials.loris });
    expect([answer.status, answer.json()]).toEqual([500, { error: text }]);
  }
});
