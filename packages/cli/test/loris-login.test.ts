import { readdirSync, readFileSync, statSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noLorisLogin, startLoris, type Loris } from "./helpers/loris.js";
import { writeSecret } from "./helpers/cloud.js";
import { runCli } from "./helpers/run-cli.js";

const login = (loris: Loris, more: readonly string[] = []) =>
  loris.run(["login", "loris", loris.url, "--username", loris.username, "--password-stdin", ...more], {
    input: `${loris.password}\n`,
    env: noLorisLogin,
  });

/** Everything that lies in the folder of the profiles. */
function stored(loris: Loris): string {
  const folder = join(loris.folder, "config");
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

describe("login loris without a keyring", () => {
  it("stores the token and its end, and never the password", async () => {
    const loris = await startLoris();
    const { code, stdout, stderr, records } = await login(loris, ["--json"]);
    expect(code).toBe(0);
    const expires = String(records[0]?.["tokenExpires"]);
    expect(Date.parse(expires) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(stderr).toContain(expires);
    expect(stdout + stderr + stored(loris)).not.toContain(loris.password);
    expect(statSync(join(loris.folder, "config", "secrets.json")).mode & 0o777).toBe(0o600);
    const { loris: token } = JSON.parse(
      readFileSync(join(loris.folder, "config", "secrets.json"), "utf8"),
    ) as { loris: string };
    expect(token).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(stdout + stderr).not.toContain(token);
    const list = await loris.run(["loris", "ls", "projects", "-vv"], { env: noLorisLogin });
    expect(list.code).toBe(0);
    expect(list.stdout + list.stderr).not.toContain(token);
    expect(loris.sandbox.log.find("POST", "/login")).toHaveLength(1);
  });

  it("is seen by whoami, doctor and profile ls, and forgotten by logout", async () => {
    const loris = await startLoris();
    await login(loris);
    const run = (...args: string[]) => loris.run(args, { env: noLorisLogin });
    const who = await run("whoami", "--json");
    expect(who.records).toEqual([
      expect.objectContaining({
        type: "login",
        kind: "loris",
        url: loris.url,
        username: loris.username,
        from: { url: "profile loris", username: "profile loris", password: "profile loris" },
        tokenExpires: expect.any(String) as string,
      }),
    ]);
    expect((await run("whoami", "loris")).stdout).toContain("token until");
    const doctor = await run("doctor", "--json");
    expect(doctor.code).toBe(0);
    const byId = Object.fromEntries(doctor.records.map(({ id, status }) => [id, status]));
    expect(byId).toMatchObject({ "loris-login": "ok", "loris-projects": "ok", "loris-token": "ok" });
    expect(byId).not.toHaveProperty("login");
    expect((await run("profile", "ls")).stdout).toContain("token until");
    const out = await run("logout");
    expect(out.code).toBe(0);
    expect(out.stderr).toContain("LORIS takes its token until");
    expect(stored(loris)).not.toMatch(/ey[\w-]+\.[\w-]+\./);
  });

  it("ends with auth/expired and a hint when the token's time is over, without asking the server", async () => {
    const loris = await startLoris();
    await login(loris);
    const profiles = JSON.parse(readFileSync(join(loris.folder, "config", "profiles.json"), "utf8")) as {
      profiles: { loris: { tokenExpires: string } };
    };
    profiles.profiles.loris.tokenExpires = "2020-01-01T00:00:00.000Z";
    writeSecret(join(loris.folder, "config", "profiles.json"), JSON.stringify(profiles));
    loris.sandbox.log.clear();
    const { code, records, stderr } = await loris.run(["loris", "ls", "projects", "--json"], {
      env: noLorisLogin,
    });
    expect(code).toBe(4);
    expect(records).toEqual([expect.objectContaining({ type: "error", code: "auth/expired" })]);
    expect(stderr).toContain(`scanferry login loris ${loris.url}`);
    expect(loris.sandbox.log.entries).toEqual([]);
    // What is named in this call goes before what has ended.
    expect((await loris.run(["loris", "ls", "projects"])).code).toBe(0);
  });

  it("says the same when the server has forgotten the token", async () => {
    const loris = await startLoris();
    await login(loris);
    loris.sandbox.state.loris.expireTokens();
    const { code, stderr } = await loris.run(["loris", "ls", "projects"], { env: noLorisLogin });
    expect(code).toBe(4);
    expect(stderr).toContain("auth/expired");
  });

  it("keeps a token for its own user", async () => {
    const loris = await startLoris();
    await login(loris);
    const { code, stderr } = await loris.run(["whoami", "-p", "loris", "--username", "somebody"], {
      env: noLorisLogin,
    });
    expect(code).toBe(4);
    expect(stderr).toContain("auth/required");
  });
});

describe("login loris", () => {
  it("takes user and password from LORIS_*, and from the files of today's tools", async () => {
    const loris = await startLoris();
    expect((await loris.run(["login", "loris"])).code).toBe(0);
    const { username, password } = loris;
    writeSecret(
      join(loris.folder, "login.json"),
      JSON.stringify({ server: loris.url, user: username, password }),
    );
    const byFile = await loris.run(
      ["login", "loris", loris.url, "--credentials", "login.json", "-p", "file"],
      {
        env: noLorisLogin,
      },
    );
    expect(byFile.code).toBe(0);
    writeSecret(join(loris.folder, "login.yaml"), `username: ${username}\npassword: ${password}\n`);
    const imported = await loris.run(
      ["profile", "import", "login.yaml", "--kind", "loris", "--url", loris.url, "-p", "yaml"],
      { env: noLorisLogin },
    );
    expect(imported.code).toBe(0);
    expect((await loris.run(["loris", "ls", "projects", "-p", "yaml"], { env: noLorisLogin })).code).toBe(0);
    expect(stored(loris)).not.toContain(password);
    expect(
      (await loris.run(["loris", "ls", "projects", "--credentials", "login.json"], { env: noLorisLogin }))
        .code,
    ).toBe(0);
  });

  it("follows a version behind the address, and --api-version", async () => {
    const loris = await startLoris();
    const ls = (...more: string[]) => loris.run(["loris", "ls", "projects", ...more]);
    expect((await ls("--url", `${loris.url}/api/v0.0.4-dev`)).code).toBe(0);
    expect(loris.sandbox.log.find("GET", "/api/v0.0.4-dev/projects")).not.toEqual([]);
    expect(loris.sandbox.log.find("GET", "/api/v0.0.3/projects")).toEqual([]);
    expect((await ls("--api-version", "v0.0.4-dev")).code).toBe(0);
    const none = await ls("--api-version", "v0.0.9");
    expect(none.code).toBe(5);
    expect((await ls("--api-version", "latest")).code).toBe(2);
  });

  it.each([
    ["a wrong password", "normal", "auth/rejected"],
    ["a suspended account", "suspended", "auth/rejected"],
    ["an account that must change its password", "passwordChange", "auth/rejected"],
    ["an inactive account", "inactive", "auth/rejected"],
    ["an account with a second factor", "mfa", "auth/required"],
  ] as const)("stores nothing for %s, and asks once", async (_, kind, expected) => {
    const loris = await startLoris({ users: [{ username: "ada", password: "L0velace-Pass", kind }] });
    const { code, stderr } = await loris.run(
      ["login", "loris", loris.url, "--username", "ada", "--password-stdin"],
      {
        input: kind === "normal" ? "wrong-Pass-w0rd\n" : "L0velace-Pass\n",
        env: noLorisLogin,
      },
    );
    expect(code).toBe(4);
    expect(stderr).toContain(`[${expected}]`);
    expect(stderr).toContain("hint:");
    expect(stderr).not.toMatch(/wrong-Pass-w0rd|L0velace-Pass/);
    expect(loris.sandbox.log.find("POST", "/login")).toHaveLength(1);
    expect(existsSync(join(loris.folder, "config", "profiles.json"))).toBe(false);
  });

  it("plans with -n, and needs an address", async () => {
    const loris = await startLoris();
    const planned = await loris.run(["login", "loris", loris.url, "-n", "--json"]);
    expect(planned.records).toEqual([expect.objectContaining({ kind: "loris", status: "planned" })]);
    expect(loris.sandbox.log.entries).toEqual([]);
    expect((await runCli(["login", "loris"])).code).toBe(2);
  });
});

describe("doctor", () => {
  it("says what is wrong with a LORIS login", async () => {
    const loris = await startLoris({ users: [{ username: "ada", password: "L0velace-Pass", kind: "mfa" }] });
    const { code, records } = await loris.run(["doctor", "--json"]);
    expect(code).toBe(4);
    expect(records.find(({ id }) => id === "loris-login")).toMatchObject({ status: "failed" });
  });
});
