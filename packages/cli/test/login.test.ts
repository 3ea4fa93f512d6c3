import { existsSync, readFileSync, statSync, chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noLogin, startCloud, writeSecret, type Cloud } from "./helpers/cloud.js";
import { runCli } from "./helpers/run-cli.js";
import { startXnat } from "./helpers/xnat.js";

const login = (cloud: Cloud, more: readonly string[] = []) => {
  const { username, appPassword } = cloud.sandbox.credentials.nextcloud;
  return cloud.run(
    ["login", "nextcloud", cloud.sandbox.url.nextcloud, "--username", username, "--password-stdin", ...more],
    {
      input: `${appPassword}\n`,
      env: noLogin,
    },
  );
};

describe("login nextcloud", () => {
  it("stores an app password that the server has accepted, in a file only its owner reads", async () => {
    const cloud = await startCloud();
    const { code, stderr, stdout } = await login(cloud);
    const { appPassword } = cloud.sandbox.credentials.nextcloud;
    expect(code).toBe(0);
    expect(stderr).toContain("secrets.json");
    expect(stdout + stderr).not.toContain(appPassword);
    const dir = join(cloud.folder, "config");
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, "profiles.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, "profiles.json"), "utf8")).not.toContain(appPassword);
    const who = await cloud.run(["whoami", "--json"], { env: noLogin });
    expect(who.code).toBe(0);
    expect(who.records).toEqual([
      expect.objectContaining({
        type: "login",
        kind: "nextcloud",
        url: cloud.sandbox.url.nextcloud,
        username: "researcher",
      }),
    ]);
    const list = await cloud.run(["profile", "ls", "--json"], { env: noLogin });
    expect(list.records).toEqual([
      expect.objectContaining({ type: "profile", id: "nextcloud", secret: "file", default: true }),
    ]);
  });

  it("stores nothing when the server refuses", async () => {
    const cloud = await startCloud();
    const args = [
      "login",
      "nextcloud",
      cloud.sandbox.url.nextcloud,
      "--username",
      "researcher",
      "--password-stdin",
    ];
    const { code } = await cloud.run(args, { input: "no\n", env: noLogin });
    expect(code).toBe(4);
    expect(existsSync(join(cloud.folder, "config", "profiles.json"))).toBe(false);
  });

  it("logs in by the browser, and logout revokes what it got", async () => {
    const cloud = await startCloud();
    const nextcloud = cloud.sandbox.state.nextcloud;
    const { code, stderr, records } = await cloud.run(
      ["login", "nextcloud", cloud.sandbox.url.nextcloud, "-p", "cloud", "-q", "--json"],
      {
        env: noLogin,
        onSpawn: (child, seen) => {
          child.stderr?.on("data", () => {
            const token = /\/login\/v2\/flow\/(\w+)/.exec(seen.stderr)?.[1];
            if (token !== undefined) nextcloud.grantLogin(token);
          });
        },
      },
    );
    expect(stderr).toContain("Open this address");
    expect(records[0]).toMatchObject({ type: "login", status: "waiting" });
    expect(stderr).toContain(String(records[0]?.["loginUrl"]));
    expect(code).toBe(0);
    expect((await cloud.run(["whoami", "-p", "cloud"], { env: noLogin })).code).toBe(0);
    const secrets = readFileSync(join(cloud.folder, "config", "secrets.json"), "utf8");
    const { cloud: appPassword } = JSON.parse(secrets) as { cloud: string };
    const out = await cloud.run(["logout", "--json"], { env: noLogin });
    expect(out.records).toEqual([expect.objectContaining({ type: "logout", id: "cloud", revoked: true })]);
    const after = await cloud.run(["whoami"], { env: { NEXTCLOUD_PASSWORD: appPassword } });
    expect(after.code).toBe(4);
    expect(readFileSync(join(cloud.folder, "config", "secrets.json"), "utf8")).not.toContain(appPassword);
  });
});

describe("the order of logins", () => {
  it("is flag, SCANFERRY_*, the service's variables, profile, credentials file, netrc", async () => {
    const cloud = await startCloud();
    await login(cloud, ["-p", "stored"]);
    const { username, appPassword } = cloud.sandbox.credentials.nextcloud;
    const url = cloud.sandbox.url.nextcloud;
    const from = async (args: readonly string[], env: Record<string, string>, input = "") => {
      const { records } = await cloud.run(["whoami", "--json", ...args], {
        env: { ...noLogin, ...env },
        input,
      });
      return records[0]?.["from"] as Record<string, string> | undefined;
    };
    const service = { NEXTCLOUD_URL: url, NEXTCLOUD_USER: username, NEXTCLOUD_PASSWORD: appPassword };
    const own = { SCANFERRY_URL: url, SCANFERRY_USERNAME: username, SCANFERRY_PASSWORD: appPassword };
    const flags = ["--url", url, "--user", username, "--password-stdin"];
    expect(await from(flags, { ...own, ...service }, appPassword)).toEqual({
      url: "flags",
      username: "flags",
      password: "flags",
    });
    expect((await from([], { ...own, ...service }))?.["password"]).toBe("SCANFERRY_*");
    expect((await from([], service))?.["password"]).toBe("NEXTCLOUD_*");
    expect((await from([], {}))?.["password"]).toBe("profile stored");
    const file = writeSecret(
      join(cloud.folder, "cloud.json"),
      JSON.stringify({ server: url, user: username, password: appPassword }),
    );
    expect((await from(["--credentials", file, "-p", "stored"], {}))?.["password"]).toBe("profile stored");
    const byEnv = await from(["--credentials", file], { SCANFERRY_PROFILE: "stored" });
    expect(byEnv?.["password"]).toBe("profile stored");
    // A profile that nobody named is a guess; a file that was named is none.
    expect(await from(["--credentials", file], {})).toEqual({
      url: "--credentials",
      username: "--credentials",
      password: "--credentials",
    });
    await cloud.run(["profile", "rm", "stored"]);
    expect((await from(["--credentials", file], {}))?.["password"]).toBe("--credentials");
    writeSecret(
      join(cloud.folder, ".netrc"),
      `machine 127.0.0.1 login ${username} password ${appPassword}\n`,
    );
    expect(await from(["--url", url], {})).toEqual({ url: "flags", username: "netrc", password: "netrc" });
  });
});

describe("the settings of a credentials file", () => {
  it("count only where its login is used", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    await login(cloud, ["-p", "stored"]);
    const { username, appPassword } = cloud.sandbox.credentials.nextcloud;
    const file = writeSecret(
      join(cloud.folder, "cloud.json"),
      JSON.stringify({
        nextcloud_baseurl: cloud.sandbox.url.nextcloud,
        username,
        password: appPassword,
        remote_path: "Elsewhere",
      }),
    );
    const target = async (more: readonly string[]): Promise<string> => {
      const args = ["share", "create", cloud.dataset, "-n", "--credentials", file, ...more];
      const { stdout, stderr } = await cloud.run(args, { env: noLogin });
      return stdout + stderr;
    };
    expect(await target([])).toContain("Elsewhere/");
    const named = await target(["-p", "stored"]);
    expect(named).toContain("MRI-share/");
    expect(named).not.toContain("Elsewhere");
    expect(named).toContain("--credentials is not used");
  });
});

describe("files with secrets", () => {
  it("are refused when others can read them, with the chmod that mends it", async () => {
    const cloud = await startCloud();
    const file = writeSecret(
      join(cloud.folder, "my credentials.json"),
      '{"username": "ada", "password": "s3cret-1", "nextcloud_baseurl": "http://127.0.0.1:1"}',
    );
    chmodSync(file, 0o644);
    const { code, stderr } = await cloud.run(["share", "ls", "--credentials", "my credentials.json"], {
      env: noLogin,
    });
    expect(code).toBe(2);
    expect(stderr).toContain("config/unsafe-permissions");
    expect(stderr).toContain("chmod 600 'my credentials.json'");
    expect(stderr).not.toContain("s3cret-1");
  });

  it("are refused with placeholder values, before any server is asked", async () => {
    const cloud = await startCloud();
    writeSecret(
      join(cloud.folder, "c.json"),
      `{"username": "firstname.lastname", "password": "password", "nextcloud_baseurl": "${cloud.sandbox.url.nextcloud}"}`,
    );
    const { code, stderr } = await cloud.run(["share", "ls", "--credentials", "c.json"], { env: noLogin });
    expect(code).toBe(2);
    expect(stderr).toContain("placeholder");
    expect(cloud.sandbox.log.entries).toEqual([]);
  });

  it("become profiles by profile import, and stay as they are", async () => {
    const cloud = await startCloud();
    const { username, appPassword } = cloud.sandbox.credentials.nextcloud;
    const text = `{"username": "${username}", "password": "${appPassword}", "nextcloud_baseurl": "${cloud.sandbox.url.nextcloud}", }`;
    const file = writeSecret(join(cloud.folder, "credentials.json"), text);
    expect((await cloud.run(["profile", "import", file, "-p", "lab", "-n"], { env: noLogin })).code).toBe(0);
    expect(existsSync(join(cloud.folder, "config"))).toBe(false);
    expect((await cloud.run(["profile", "import", file, "-p", "lab"], { env: noLogin })).code).toBe(0);
    expect((await cloud.run(["whoami", "-p", "lab"], { env: noLogin })).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(text);
    const other = await startXnat();
    writeSecret(join(cloud.folder, ".xnat"), `username: ${other.username}\npassword: ${other.password}\n`);
    const address = `${other.url}/app/template/Login.vm`;
    const xnat = await cloud.run(["profile", "import", ".xnat", "--kind", "xnat", "--url", address], {
      env: noLogin,
    });
    expect(xnat.code).toBe(0);
    expect((await cloud.run(["share", "ls", "-p", "xnat"], { env: noLogin })).code).toBe(2);
    expect((await cloud.run(["share", "ls", "-p", "nobody"], { env: noLogin })).code).toBe(2);
  });
});

describe("doctor", () => {
  it("finds all well with a login, and warns without one", async () => {
    const cloud = await startCloud();
    const well = await cloud.run(["doctor", "--json"]);
    expect(well.code).toBe(0);
    const byId = Object.fromEntries(well.records.map(({ id, status }) => [id, status]));
    expect(byId).toMatchObject({ node: "ok", keyring: "ok", login: "ok" });
    const without = await runCli(["doctor", "--json"]);
    expect(without.code).toBe(0);
    expect(without.records.find(({ id }) => id === "login")).toMatchObject({ status: "warning" });
  });

  it("names a configuration that others can read", async () => {
    const cloud = await startCloud();
    await login(cloud);
    chmodSync(join(cloud.folder, "config", "secrets.json"), 0o640);
    const { code, stdout } = await cloud.run(["doctor"]);
    expect(code).toBe(2);
    expect(stdout).toContain("chmod 600");
  });
});
