import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isPlainHttp } from "../src/config/plain-http.js";
import { closedPort } from "./helpers/closed-port.js";
import { writeSecret } from "./helpers/cloud.js";
import { noLorisLogin, startLoris, type Loris } from "./helpers/loris.js";
import { runCli } from "./helpers/run-cli.js";

/** Logs in with what is given in the call alone. */
const login = (loris: Loris, to: Loris, more: readonly string[] = [], url = to.url) =>
  loris.run(["login", "loris", url, "--username", to.username, "--password-stdin", ...more], {
    input: `${to.password}\n`,
    env: noLorisLogin,
  });

const run = (loris: Loris, ...args: string[]) => loris.run(args, { env: noLorisLogin });

const profilesFile = (loris: Loris): string => join(loris.folder, "config", "profiles.json");

const storedUrls = async (loris: Loris): Promise<unknown[]> =>
  (await run(loris, "profile", "ls", "--json")).records.map(({ url }) => url);

describe("a login that belongs to another server", () => {
  it("is not sent by login, whether it stands in LORIS_* or in a file", async () => {
    const [own, other] = [await startLoris(), await startLoris()];
    const byEnv = await own.run(["login", "loris", other.url]);
    expect(byEnv.code).toBe(2);
    expect(byEnv.stderr).toContain("LORIS_*");
    expect(byEnv.stderr).toContain(own.url);
    const { url: server, username: user, password } = own;
    writeSecret(join(own.folder, "login.json"), JSON.stringify({ server, user, password }));
    const byFile = await run(own, "login", "loris", other.url, "--credentials", "login.json");
    expect(byFile.code).toBe(2);
    expect(byFile.stderr).toContain("--credentials");
    expect(other.sandbox.log.entries).toEqual([]);
    expect(await storedUrls(own)).toEqual([]);
  });

  it("is sent with --yes, and does not stand in the way of one that is complete in the call", async () => {
    const [own, other] = [await startLoris(), await startLoris()];
    expect((await own.run(["login", "loris", other.url, "--yes"])).code).toBe(0);
    const complete = await own.run(
      ["login", "loris", other.url, "--username", other.username, "--password-stdin"],
      { input: `${other.password}\n` },
    );
    expect(complete.code).toBe(0);
    expect((await own.run(["login", "loris", `${own.url}/api/v0.0.3`, "-p", "own"])).code).toBe(0);
  });
});

describe("two stored logins", () => {
  it("keep their default when the first one is renewed", async () => {
    const loris = await startLoris();
    await login(loris, loris, ["-p", "one"]);
    await login(loris, loris, ["-p", "two"]);
    await login(loris, loris, ["-p", "one"]);
    const { records } = await run(loris, "profile", "ls", "--json");
    expect(records.map(({ id, default: chosen }) => [id, chosen])).toEqual([
      ["one", true],
      ["two", undefined],
    ]);
  });

  it("are not ended by a logout that names none", async () => {
    const loris = await startLoris();
    await login(loris, loris, ["-p", "one"]);
    await login(loris, loris, ["-p", "two"]);
    const bare = await run(loris, "logout");
    expect(bare.code).toBe(2);
    expect(bare.stderr).toContain("one, two");
    expect(await storedUrls(loris)).toHaveLength(2);
    expect((await run(loris, "logout", "-p", "two")).code).toBe(0);
    expect((await run(loris, "logout")).code).toBe(0);
    expect(await storedUrls(loris)).toEqual([]);
  });

  it("of two servers do not replace each other without a name or --yes", async () => {
    const [own, other] = [await startLoris(), await startLoris()];
    await login(own, own);
    const silent = await login(own, other);
    expect(silent.code).toBe(2);
    expect(silent.stderr).toContain(own.url);
    expect(other.sandbox.log.entries).toEqual([]);
    expect(await storedUrls(own)).toEqual([own.url]);
    expect((await login(own, other, ["-p", "other"])).code).toBe(0);
    expect(await storedUrls(own)).toEqual([own.url, other.url]);
    const said = await login(own, other, ["--yes"]);
    expect(said.code).toBe(0);
    expect(said.stderr).toContain(`${own.url}; the new one takes its place`);
    expect(await storedUrls(own)).toEqual([other.url, other.url]);
  });
});

describe("a stored login", () => {
  it("serves its server with and without the version in the address, and without a warning", async () => {
    const loris = await startLoris();
    const versioned = `${loris.url}/api/v0.0.3`;
    await login(loris, loris);
    const longer = await run(loris, "loris", "ls", "projects", "--url", versioned);
    expect([longer.code, longer.stderr]).toEqual([0, ""]);
    await login(loris, loris, [], versioned);
    const shorter = await run(loris, "loris", "ls", "projects", "--url", loris.url, "-p", "loris");
    expect([shorter.code, shorter.stderr]).toEqual([0, ""]);
  });

  it.each([
    ["a word", '"nonsense"'],
    ["no text", "{}"],
  ])("whose end is %s is told as one to make again, and its token is sent nowhere", async (_, damage) => {
    const loris = await startLoris();
    await login(loris, loris);
    const text = readFileSync(profilesFile(loris), "utf8");
    writeSecret(profilesFile(loris), text.replace(/"tokenExpires": "[^"]*"/, `"tokenExpires": ${damage}`));
    loris.sandbox.log.clear();
    const { code, stderr } = await run(loris, "loris", "ls", "projects");
    expect(code).toBe(4);
    expect(stderr).toContain(`scanferry login loris ${loris.url}`);
    expect(loris.sandbox.log.entries).toEqual([]);
    expect((await run(loris, "profile", "ls")).stdout).toContain("token of unknown end");
    // What is named in the call does without it, and a new login mends it.
    expect((await loris.run(["loris", "ls", "projects"])).code).toBe(0);
    expect((await login(loris, loris)).code).toBe(0);
    expect((await run(loris, "loris", "ls", "projects")).code).toBe(0);
  });
});

describe("whoami", () => {
  it("says that no login is known, and not that a Nextcloud is missing", async () => {
    const { code, stderr } = await runCli(["whoami"]);
    expect(code).toBe(2);
    expect(stderr).toContain("No login is known");
    expect(stderr).toContain("scanferry login loris URL");
  });

  it("names the other logins when one server is down", async () => {
    const loris = await startLoris();
    const down = {
      NEXTCLOUD_URL: `http://127.0.0.1:${String(await closedPort())}`,
      NEXTCLOUD_USER: "ada",
      NEXTCLOUD_PASSWORD: "L0velace-Pass",
    };
    const { code, records } = await loris.run(["whoami", "--json", "--retries", "0"], { env: down });
    expect(code).toBe(6);
    expect(records).toEqual([
      expect.objectContaining({ kind: "nextcloud", status: "failed" }),
      expect.objectContaining({ kind: "loris", username: loris.username }),
    ]);
  });
});

describe("an address without encryption", () => {
  it("is one on another machine, and not this one's own", () => {
    expect(isPlainHttp("http://loris.example.org")).toBe(true);
    expect(isPlainHttp("http://127.example.org")).toBe(true);
    for (const fine of [
      "https://loris.example.org",
      "http://127.0.0.1:8080",
      "http://[::1]",
      "http://localhost",
    ])
      expect(isPlainHttp(fine)).toBe(false);
  });

  it("is warned of before the password is sent there", async () => {
    // Nothing leaves this machine: the proxy is a port on which nothing listens.
    const proxy = `http://127.0.0.1:${String(await closedPort())}`;
    const { code, stderr } = await runCli(
      [
        "login",
        "loris",
        "http://loris.example.org",
        "--username",
        "ada",
        "--password-stdin",
        "--retries",
        "0",
      ],
      { input: "L0velace-Pass\n", env: { HTTP_PROXY: proxy, http_proxy: proxy } },
    );
    expect(code).toBe(6);
    expect(stderr).toContain("can read the password");
  });
});
