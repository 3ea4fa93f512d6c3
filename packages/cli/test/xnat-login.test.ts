import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyringStandIn } from "./helpers/keyring-stand-in.js";
import { allStored, storedProfile, storedSecret } from "./helpers/stored-logins.js";
import { noXnatLogin, startXnat, type Xnat } from "./helpers/xnat.js";
import { logIn, loginsSent, runStored } from "./helpers/xnat-login.js";

const alias = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

describe("login xnat", () => {
  it("sends the password once, and keeps a token of its own alone", async () => {
    const xnat = await startXnat();
    const { code, stdout, stderr, records } = await logIn(xnat, ["--json"]);
    expect(code).toBe(0);
    const expires = String(records[0]?.["tokenExpires"]);
    expect(Math.abs(Date.parse(expires) - Date.now() - 2 * 86_400_000)).toBeLessThan(60_000);
    // 1.6 does not say it, and that is said.
    expect(stderr).toContain(`two days are usual, so until ${expires}`);
    expect(stdout + stderr + allStored(xnat.folder)).not.toContain(xnat.password);
    expect(statSync(join(xnat.folder, "config", "secrets.json")).mode & 0o777).toBe(0o600);
    expect(storedSecret(xnat.folder, "xnat")).toMatch(/^[0-9a-f-]{36}:\d+$/);
    expect(xnat.sandbox.state.xnat.tokens()).toHaveLength(1);
    expect(loginsSent(xnat)).toBe(1);
  });

  it("is seen by whoami, doctor and profile ls, and ended at the server by logout", async () => {
    const xnat = await startXnat();
    await logIn(xnat);
    const who = await runStored(xnat, "whoami", "--json");
    expect(who.records).toEqual([
      expect.objectContaining({
        type: "login",
        kind: "xnat",
        url: xnat.url,
        username: xnat.username,
        from: { url: "profile xnat", username: "profile xnat", password: "profile xnat" },
        tokenExpires: expect.any(String) as string,
      }),
    ]);
    expect((await runStored(xnat, "whoami", "xnat")).stdout).toContain("token until about");
    const doctor = await runStored(xnat, "doctor", "--json");
    expect(doctor.code).toBe(0);
    const byId = new Map(doctor.records.map(({ id, status, message }) => [id, { status, message }]));
    expect(byId.get("xnat-login")).toEqual({
      status: "ok",
      message: `${xnat.username} at ${xnat.url}, XNAT 1.6.4`,
    });
    for (const id of ["xnat-projects", "xnat-token", "xnat-session", "xnat-clock"])
      expect(byId.get(id)).toMatchObject({ status: "ok" });
    expect(byId.get("xnat-token")?.message).toContain("two days assumed");
    expect((await runStored(xnat, "profile", "ls")).stdout).toContain("token until about");
    expect((await runStored(xnat, "logout", "-n")).stderr).toContain("revoke its token");
    const out = await runStored(xnat, "logout");
    expect(out.code).toBe(0);
    expect(out.stderr).toContain("its token is revoked");
    expect(xnat.sandbox.state.xnat.tokens()).toEqual([]);
    expect(allStored(xnat.folder)).not.toMatch(alias);
    // Sessions are closed; only those of a killed program are left to end by themselves.
    expect(xnat.sandbox.state.xnat.sessions()).toBe(0);
  });

  it("again ends the token that it replaces, and needs none that still works", async () => {
    const xnat = await startXnat();
    await logIn(xnat);
    const first = storedSecret(xnat.folder, "xnat");
    expect((await logIn(xnat)).code).toBe(0);
    const second = storedSecret(xnat.folder, "xnat");
    expect(second).not.toBe(first);
    expect(xnat.sandbox.state.xnat.tokens().map((token) => token.alias)).toEqual([second.split(":")[0]]);
    xnat.sandbox.state.xnat.invalidateToken(second.split(":")[0] ?? "");
    expect((await logIn(xnat)).code).toBe(0);
    expect(xnat.sandbox.state.xnat.tokens()).toHaveLength(1);
  });

  it("--local forgets it here alone", async () => {
    const xnat = await startXnat();
    await logIn(xnat);
    const out = await runStored(xnat, "logout", "--local");
    expect(out.stderr).toContain("XNAT takes its token until");
    expect(xnat.sandbox.state.xnat.tokens()).toHaveLength(1);
    expect((await runStored(xnat, "whoami", "xnat")).code).toBe(2);
  });

  it("believes the end that 1.9 tells", async () => {
    const xnat = await startXnat({ version: "1.9", aliasTokenLifetimeMs: 3_600_000 });
    const { stderr } = await logIn(xnat);
    expect(stderr).toContain("The token works until");
    const { tokenExpires, tokenAssumed } = storedProfile(xnat.folder, "xnat") ?? {};
    expect(Math.abs(Date.parse(String(tokenExpires)) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    expect(tokenAssumed).toBeUndefined();
    expect((await runStored(xnat, "doctor")).stdout).toContain("XNAT 1.9");
  });

  it("keeps the token in the keyring where there is one, and the password not even there", async () => {
    const xnat = await startXnat();
    const keyring = keyringStandIn(xnat.folder);
    expect((await logIn(xnat, [], keyring.env)).stderr).toContain("in the keyring");
    expect(keyring.kept()["xnat"]).toMatch(alias);
    expect(JSON.stringify(keyring.kept()) + allStored(xnat.folder)).not.toContain(xnat.password);
    expect(existsSync(join(xnat.folder, "config", "secrets.json"))).toBe(false);
    const env = { ...noXnatLogin, ...keyring.env };
    expect((await xnat.run(["whoami", "xnat"], { env })).code).toBe(0);
    expect((await xnat.run(["logout"], { env })).code).toBe(0);
    expect(keyring.kept()).toEqual({});
    expect(xnat.sandbox.state.xnat.tokens()).toEqual([]);
  });

  it("works below a context path, and with the address that the browser shows", async () => {
    const xnat = await startXnat({ contextPath: "/xnat" });
    expect(xnat.url).toMatch(/\/xnat$/);
    const { code, stderr } = await logIn(xnat, [], {}, `${xnat.url}/app/template/Login.vm?x=1#top`);
    expect([code, stderr]).toEqual([0, expect.stringContaining(`Logged in to ${xnat.url} as`) as string]);
    expect(storedProfile(xnat.folder, "xnat")?.["url"]).toBe(xnat.url);
    expect((await runStored(xnat, "whoami", "xnat")).stdout).toContain(`${xnat.username} at ${xnat.url}`);
  });

  it.each([
    ["by --provider", "ada", ["--provider", "ldap1"]],
    ["in the name", "ldap1/ada", []],
  ])("takes the login provider %s", async (_, name, more) => {
    const users = [{ username: "ada", password: "L0velace-Pass", provider: "ldap1" }];
    const xnat = await startXnat({ users });
    const { code, stderr } = await xnat.run(
      ["login", "xnat", xnat.url, "--username", name, "--password-stdin", ...more],
      { input: "L0velace-Pass\n", env: noXnatLogin },
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining("as ldap1/ada") as string]);
    expect((await runStored(xnat, "whoami", "xnat")).stdout).toMatch(/^ldap1\/ada at /);
  });

  it("takes a token of the web page as user and password, for accounts with single sign-on", async () => {
    const xnat = await startXnat();
    await logIn(xnat);
    const [name = "", secret = ""] = storedSecret(xnat.folder, "xnat").split(":");
    const { code, stderr } = await xnat.run(
      ["login", "xnat", xnat.url, "--username", name, "--password-stdin", "-p", "sso"],
      { input: `${secret}\n`, env: noXnatLogin },
    );
    expect(code).toBe(0);
    expect(stderr).toContain(`as ${xnat.username}`);
    // The one of the web page is the person's: what is stored and ended is another.
    expect(storedSecret(xnat.folder, "sso")).not.toContain(name);
    expect((await runStored(xnat, "logout", "-p", "sso")).code).toBe(0);
    expect((await runStored(xnat, "whoami", "xnat", "-p", "xnat")).code).toBe(0);
  });

  it("as guest needs no password, and sends none", async () => {
    const xnat = await startXnat({
      requireLogin: false,
      projects: [{ id: "OPEN", subjects: 1, accessibility: "public" }],
    });
    const login = await runStored(xnat, "login", "xnat", xnat.url, "--username", "guest");
    expect([login.code, login.stderr]).toEqual([0, expect.stringContaining("without a secret") as string]);
    expect((await runStored(xnat, "whoami", "xnat")).stdout).toContain(
      `guest at ${xnat.url} (xnat; as a visitor, without a login)`,
    );
    expect((await runStored(xnat, "doctor")).code).toBe(0);
    expect(loginsSent(xnat)).toBe(0);
  });

  it("uses the session that xnatpy's command has left in the shell, and leaves it open", async () => {
    const xnat = await startXnat();
    const basic = Buffer.from(`${xnat.username}:${xnat.password}`).toString("base64");
    const answer = await fetch(`${xnat.url}/data/JSESSION`, { headers: { Authorization: `Basic ${basic}` } });
    const env = { ...noXnatLogin, XNATPY_HOST: xnat.url, XNATPY_JSESSION: await answer.text() };
    const who = await xnat.run(["whoami", "xnat"], { env });
    expect(who.stdout).toContain(`${xnat.username} at ${xnat.url} (xnat; session from XNATPY_*)`);
    expect(xnat.sandbox.state.xnat.sessions()).toBe(1);
    expect(loginsSent(xnat)).toBe(1);
    const both = { XNATPY_JSESSION: "", XNATPY_USER: xnat.username, XNATPY_PASS: xnat.password };
    expect((await xnat.run(["whoami", "xnat"], { env: { ...env, ...both } })).stdout).toContain("XNATPY_*");
    const elsewhere = await xnat.run(["whoami", "xnat", "--url", "http://127.0.0.1:1"], { env });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([
      4,
      expect.stringContaining("[auth/required]") as string,
    ]);
  });
});

describe("an XNAT that issues no tokens", () => {
  const refuse = (xnat: Xnat) =>
    xnat.sandbox.faults.add({ kind: "status", status: 403, path: /tokens\/issue/, times: 9 });

  it("has its password kept in a keyring", async () => {
    const xnat = await startXnat();
    refuse(xnat);
    const keyring = keyringStandIn(xnat.folder);
    expect((await logIn(xnat, [], keyring.env)).stderr).toContain("issues no tokens");
    expect(keyring.kept()).toEqual({ xnat: xnat.password });
    const who = await xnat.run(["whoami", "xnat"], { env: { ...noXnatLogin, ...keyring.env } });
    expect(who.code).toBe(0);
  });

  it("has it kept nowhere without a keyring", async () => {
    const xnat = await startXnat();
    refuse(xnat);
    const { code, stderr } = await logIn(xnat);
    expect(code).toBe(0);
    expect(stderr).toContain("asked for each time");
    expect(allStored(xnat.folder)).not.toContain(xnat.password);
    const who = await runStored(xnat, "whoami", "xnat");
    expect([who.code, who.stderr]).toEqual([4, expect.stringContaining("[auth/required]") as string]);
    const given = await xnat.run(["whoami", "xnat", "--password-stdin"], {
      input: xnat.password,
      env: noXnatLogin,
    });
    expect(given.code).toBe(0);
  });
});
