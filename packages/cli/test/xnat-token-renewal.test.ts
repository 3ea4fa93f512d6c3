import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { writeSecret } from "./helpers/cloud.js";
import { keyringStandIn } from "./helpers/keyring-stand-in.js";
import { ageToken, storedProfile, storedSecret } from "./helpers/stored-logins.js";
import { loginsSent } from "./helpers/xnat-login.js";
import { noXnatLogin, startXnat, type Xnat } from "./helpers/xnat.js";

const aliases = (xnat: Xnat): string[] => xnat.sandbox.state.xnat.tokens().map(({ alias }) => alias);

const whoami = (xnat: Xnat, ...more: string[]) => xnat.run(["whoami", "xnat", ...more], { env: noXnatLogin });

describe("a stored token, when more than half of its time is over", () => {
  let xnat: Xnat;
  let first: string;

  beforeEach(async () => {
    xnat = await startXnat();
    await xnat.run(["login", "xnat", xnat.url]);
    first = storedSecret(xnat.folder, "xnat");
  });

  it("is left alone before", async () => {
    ageToken(xnat.folder, "xnat", 23);
    expect((await whoami(xnat)).code).toBe(0);
    expect(storedSecret(xnat.folder, "xnat")).toBe(first);
  });

  it("is replaced by a new one that is stored, and then invalidated", async () => {
    ageToken(xnat.folder, "xnat", 25);
    const who = await whoami(xnat);
    expect(who.code).toBe(0);
    const now = storedSecret(xnat.folder, "xnat");
    expect(now).not.toBe(first);
    expect(aliases(xnat)).toEqual([now.split(":")[0]]);
    const {
      tokenExpires,
      tokenIssued,
      tokenAssumed,
      default: chosen,
    } = storedProfile(xnat.folder, "xnat") ?? {};
    expect(Math.abs(Date.parse(String(tokenIssued)) - Date.now())).toBeLessThan(60_000);
    expect(who.stdout).toContain(String(tokenExpires));
    expect([tokenAssumed, chosen]).toEqual([true, true]);
    expect((await whoami(xnat)).code).toBe(0);
    expect(storedSecret(xnat.folder, "xnat")).toBe(now);
    expect(xnat.sandbox.state.xnat.sessions()).toBe(0);
  });

  it("is followed by the new one when the session ends later in the same run", async () => {
    ageToken(xnat.folder, "xnat", 25);
    const lost = xnat.sandbox.faults.add({
      kind: "run",
      path: /data\/projects/,
      run: () => {
        xnat.sandbox.state.xnat.expireSessions();
      },
    });
    const { code, stderr } = await xnat.run(["xnat", "ls", "SANDBOX"], { env: noXnatLogin });
    expect([code, stderr, lost.hits]).toEqual([0, "", 1]);
    expect(storedSecret(xnat.folder, "xnat")).not.toBe(first);
  });

  it("is not spent on another server that the call names", async () => {
    const other = await startXnat();
    ageToken(xnat.folder, "xnat", 25);
    const { code } = await xnat.run(["whoami", "-p", "xnat", "--url", other.url], { env: noXnatLogin });
    expect(code).toBe(4);
    expect(storedSecret(xnat.folder, "xnat")).toBe(first);
    expect(aliases(xnat)).toEqual([first.split(":")[0]]);
  });

  it("is renewed in the keyring too", async () => {
    const keyring = keyringStandIn(xnat.folder);
    const env = { ...noXnatLogin, ...keyring.env };
    await xnat.run(["login", "xnat", xnat.url, "-p", "ring"], { env: keyring.env });
    const before = keyring.kept()["ring"];
    ageToken(xnat.folder, "ring", 25);
    expect((await xnat.run(["whoami", "-p", "ring"], { env })).code).toBe(0);
    expect(keyring.kept()["ring"]).not.toBe(before);
    expect(aliases(xnat)).toContain(keyring.kept()["ring"]?.split(":")[0]);
    expect(aliases(xnat)).not.toContain(before?.split(":")[0]);
  });

  it("is not touched by doctor or -n, which change nothing", async () => {
    ageToken(xnat.folder, "xnat", 25);
    expect((await xnat.run(["doctor"], { env: noXnatLogin })).code).toBe(0);
    expect((await whoami(xnat, "-n")).code).toBe(0);
    expect(storedSecret(xnat.folder, "xnat")).toBe(first);
  });

  it("is renewed once by many processes at the same time, and all of them get in", async () => {
    ageToken(xnat.folder, "xnat", 25);
    const runs = await Promise.all(Array.from({ length: 4 }, () => whoami(xnat)));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, ""]));
    expect(xnat.sandbox.log.find("GET", "/data/services/tokens/issue")).toHaveLength(2);
    expect(aliases(xnat)).toEqual([storedSecret(xnat.folder, "xnat").split(":")[0]]);
  });

  it("does not undo the renewal of another login at the same time", async () => {
    await xnat.run(["login", "xnat", xnat.url, "-p", "other"]);
    const names = ["xnat", "other"];
    for (const name of names) ageToken(xnat.folder, name, 25);
    const runs = await Promise.all(names.map((name) => whoami(xnat, "-p", name)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const stored = names.map((name) => storedSecret(xnat.folder, name).split(":")[0]);
    expect([...aliases(xnat)].sort()).toEqual(stored.sort());
    for (const name of names)
      expect(Date.parse(String(storedProfile(xnat.folder, name)?.["tokenIssued"]))).toBeGreaterThan(
        Date.now() - 60_000,
      );
  });

  it("that another process replaces just now is read again, and the new one is used", async () => {
    await xnat.run(["login", "xnat", xnat.url, "-p", "other"]);
    const fresh = storedSecret(xnat.folder, "other");
    xnat.sandbox.faults.add({
      kind: "run",
      path: /data\/JSESSION/,
      run: () => {
        writeSecret(join(xnat.folder, "config", "secrets.json"), JSON.stringify({ xnat: fresh }));
        xnat.sandbox.state.xnat.invalidateToken(first.split(":")[0] ?? "");
      },
    });
    const logins = loginsSent(xnat);
    expect((await whoami(xnat, "-p", "xnat")).code).toBe(0);
    expect(loginsSent(xnat) - logins).toBe(2);
  });

  it("serves on when the server issues no new one", async () => {
    ageToken(xnat.folder, "xnat", 25);
    xnat.sandbox.faults.add({ kind: "status", status: 500, path: /tokens\/issue/, times: 9 });
    expect((await whoami(xnat, "--retries", "0")).code).toBe(0);
    expect(storedSecret(xnat.folder, "xnat")).toBe(first);
    expect(aliases(xnat)).toEqual([first.split(":")[0]]);
  });

  it("leaves a login that works when the run is killed before the old one is invalidated", async () => {
    ageToken(xnat.folder, "xnat", 25);
    xnat.sandbox.faults.add({ kind: "stall", path: /tokens\/invalidate/ });
    const killed = await xnat.run(["whoami", "xnat"], {
      env: noXnatLogin,
      onSpawn: (child) => {
        const timer = setInterval(() => {
          if (xnat.sandbox.log.find("GET", "/data/services/tokens/invalidate").length > 0)
            child.kill("SIGKILL");
        }, 10);
        child.once("close", () => {
          clearInterval(timer);
        });
      },
    });
    expect(killed.signal).toBe("SIGKILL");
    const now = storedSecret(xnat.folder, "xnat");
    expect(now).not.toBe(first);
    expect(aliases(xnat)).toContain(now.split(":")[0]);
    expect((await whoami(xnat)).code).toBe(0);
  });

  it("serves on where the folder of the logins cannot be written", async () => {
    ageToken(xnat.folder, "xnat", 25);
    // A folder in the lock's place: nobody, root included, can make that file.
    mkdirSync(join(xnat.folder, "config", "logins.lock"));
    writeFileSync(join(xnat.folder, "config", "logins.lock", "x"), "");
    expect((await whoami(xnat)).code).toBe(0);
    expect(storedSecret(xnat.folder, "xnat")).toBe(first);
  });
});
