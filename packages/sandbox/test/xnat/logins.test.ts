import { describe, expect, it } from "vitest";
import { startXnatTest, xnatClient } from "../support/xnat-client.js";

const ADA = { username: "ada", password: "Ada-Pass-word" };

describe("logins that are refused", () => {
  it("end in Tomcat's page without a challenge, and twenty of them lock the account for an hour", async () => {
    await using xnat = await startXnatTest({ users: [ADA] });
    const { client, sandbox } = xnat;
    const wrong = await client.ask("/data/auth", { login: ["ada", "nope"] });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.has("www-authenticate")).toBe(false);
    expect(wrong.text).toContain("<b>Message</b> Login attempt failed. Please try again.</p>");
    for (let attempt = 2; attempt <= 20; attempt += 1)
      await client.ask("/data/auth", { login: ["ada", "nope"] });
    expect((await client.ask("/data/auth", { login: client.login })).status).toBe(401);
    sandbox.clock.advance(3_600_000);
    expect((await client.ask("/data/auth", { login: client.login })).status).toBe(200);
  });

  it.each([
    ["locked", 401, "Login attempt failed"],
    ["expiredPassword", 403, "Your password has expired. Please try again after changing your password."],
    ["disabled", 302, ""],
  ] as const)("say what is the matter with an account that is %s", async (kind, status, text) => {
    await using xnat = await startXnatTest({ users: [ADA, { ...ADA, username: "bob", kind }] });
    const answer = await xnat.client.ask("/data/projects", { login: ["bob", ADA.password] });
    expect([answer.status, answer.text.includes(text)]).toEqual([status, true]);
    if (status === 302) expect(answer.headers.get("location")).toBe("/app/template/InactiveAccount.vm");
    const form = await xnat.client.ask("/data/services/auth", {
      method: "PUT",
      login: false,
      body: new URLSearchParams({ username: "bob", password: ADA.password }),
    });
    expect(form.status).toBe(500);
  });

  it("reach a session too, once the password has to be changed or the account is switched off", async () => {
    await using xnat = await startXnatTest({ contextPath: "/xnat", users: [ADA] });
    const location = async (kind: "expiredPassword" | "disabled"): Promise<string | null> => {
      xnat.sandbox.state.xnat.addUser({ ...ADA, kind });
      return (await xnat.client.ask("/data/projects")).headers.get("location");
    };
    expect(await location("expiredPassword")).toBe("/xnat/app/template/XDATScreen_UpdateUser.vm");
    expect(await location("disabled")).toBe("/xnat/app/template/InactiveAccount.vm");
    xnat.sandbox.state.xnat.addUser({ ...ADA, admin: true });
    expect((await xnat.client.ask("/data/projects")).status).toBe(200);
  });

  it("want the provider's name before the user's", async () => {
    await using xnat = await startXnatTest({ users: [{ ...ADA, provider: "ldap1" }] });
    expect(xnat.sandbox.credentials.xnat.username).toBe("ldap1/ada");
    expect((await xnat.client.ask("/data/auth", { login: ["ada", ADA.password] })).status).toBe(401);
    expect((await xnat.client.ask("/data/auth", { login: ["ldap1/ada", ADA.password] })).status).toBe(200);
    const form = await xnat.client.ask("/data/services/auth", {
      method: "POST",
      login: false,
      body: new URLSearchParams({ ...ADA, provider: "ldap1" }),
    });
    expect(form.status).toBe(200);
  });
});

describe("services/auth", () => {
  it("of 1.6 gives the id in the cookie alone, and 500 for a wrong password", async () => {
    await using xnat = await startXnatTest({ users: [ADA] });
    const put = (password: string): ReturnType<typeof xnat.client.ask> =>
      xnat.client.ask("/data/services/auth", {
        method: "PUT",
        login: false,
        body: new URLSearchParams({ username: "ada", password }),
      });
    const good = await put(ADA.password);
    expect([good.status, good.text]).toEqual([200, ""]);
    expect((await xnat.client.ask("/data/auth", { session: good.session ?? "" })).status).toBe(200);
    const bad = await put("nope");
    expect(bad.status).toBe(500);
    expect(bad.text).toContain("<h3>Bad credentials</h3>");
    expect((await xnat.client.ask("/data/services/auth")).status).toBe(405);
  });

  it("of 1.9 gives the id as text, and 401 for a wrong password", async () => {
    await using xnat = await startXnatTest({ version: "1.9", users: [ADA] });
    const body = (password: string): URLSearchParams => new URLSearchParams({ username: "ada", password });
    const how = { method: "POST", login: false } as const;
    const good = await xnat.client.ask("/data/services/auth", { ...how, body: body(ADA.password) });
    expect([good.status, good.text]).toEqual([200, good.session]);
    expect((await xnat.client.ask("/data/services/auth", { ...how, body: body("nope") })).status).toBe(401);
  });
});

describe("alias tokens", () => {
  it("of 1.6 are two texts, log in as their owner and end after two days", async () => {
    await using xnat = await startXnatTest();
    const { client, sandbox } = xnat;
    const issued = await client.ask("/data/services/tokens/issue");
    expect(issued.json()).toEqual({
      alias: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      secret: expect.stringMatching(/^\d{13}$/) as string,
    });
    const { alias, secret } = issued.json() as { alias: string; secret: string };
    expect((await client.ask("/data/auth", { login: [alias, secret] })).text).toContain(client.login[0]);
    expect((await client.ask("/data/auth", { login: [alias, "1"] })).status).toBe(401);
    expect(
      (await client.ask(`/data/services/tokens/validate/${alias}/${secret}`, { login: client.login })).json(),
    ).toEqual({ valid: client.login[0] });
    sandbox.clock.advance(2 * 86_400_000);
    expect((await client.ask("/data/auth", { login: [alias, secret] })).status).toBe(401);
  });

  it("of 1.9 tell when they end and can be invalidated", async () => {
    await using xnat = await startXnatTest({
      version: "1.9",
      users: [{ ...ADA }, { ...ADA, username: "bob" }],
    });
    const { client, sandbox } = xnat;
    const issued = (await client.ask("/data/services/tokens/issue")).json() as Record<string, unknown>;
    expect(issued).toMatchObject({
      secret: expect.stringMatching(/^\w{64}$/) as string,
      xdatUserId: "ada",
      singleUse: false,
      estimatedExpirationTime: sandbox.state.xnat.tokens()[0]?.endsMs,
    });
    const pair = `${String(issued["alias"])}/${String(issued["secret"])}`;
    expect(((await client.ask("/data/services/tokens/show")).json() as unknown[]).length).toBe(1);
    expect((await client.ask("/data/services/tokens/issue/user/bob")).json()).toMatchObject({
      xdatUserId: "bob",
    });
    expect((await client.ask(`/data/services/tokens/invalidate/${pair}`)).json()).toEqual({ result: "OK" });
    expect((await client.ask(`/data/services/tokens/validate/${pair}`)).status).toBe(404);
    const bob = await xnatClient(client.base, ["bob", ADA.password]);
    expect((await bob.ask("/data/services/tokens/issue/user/ada")).status).toBe(403);
  });
});
