import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "./helpers/run-cli.js";
import { changeProfile } from "./helpers/stored-logins.js";
import { noXnatLogin, startXnat } from "./helpers/xnat.js";
import { logIn, loginsSent, runStored } from "./helpers/xnat-login.js";

describe("a login that XNAT refuses", () => {
  it.each([
    ["a wrong password", "normal"],
    ["a locked account", "locked"],
    ["an expired password", "expiredPassword"],
    ["a disabled account", "disabled"],
  ] as const)("is tried once and stored nowhere: %s", async (_, kind) => {
    const xnat = await startXnat({ users: [{ username: "ada", password: "L0velace-Pass", kind }] });
    const { code, stderr } = await xnat.run(
      ["login", "xnat", xnat.url, "--username", "ada", "--password-stdin"],
      { input: kind === "normal" ? "wrong-Pass-w0rd\n" : "L0velace-Pass\n", env: noXnatLogin },
    );
    expect([code, stderr]).toEqual([4, expect.stringContaining("hint:") as string]);
    expect(stderr).not.toMatch(/wrong-Pass-w0rd|L0velace-Pass/);
    expect(loginsSent(xnat)).toBe(1);
    expect(existsSync(join(xnat.folder, "config", "profiles.json"))).toBe(false);
  });

  it("is explained by doctor", async () => {
    const xnat = await startXnat();
    const { code, records } = await xnat.run(["doctor", "--json"], { env: { XNAT_PASS: "wrong-Pass-w0rd" } });
    expect(code).toBe(4);
    expect(records.find(({ id }) => id === "xnat-login")).toMatchObject({ status: "failed" });
  });
});

describe("a stored token", () => {
  it("that has ended is auth/expired, without asking the server where the end is known", async () => {
    const xnat = await startXnat({ version: "1.9" });
    await logIn(xnat);
    changeProfile(xnat.folder, "xnat", { tokenExpires: "2020-01-01T00:00:00.000Z" });
    xnat.sandbox.log.clear();
    const { code, stderr } = await runStored(xnat, "whoami", "xnat");
    expect(code).toBe(4);
    expect(stderr).toContain("auth/expired");
    expect(stderr).toContain(`scanferry login xnat ${xnat.url}`);
    expect(xnat.sandbox.log.entries).toEqual([]);
    // What is named in this call goes before what has ended.
    expect((await xnat.run(["whoami", "xnat"])).code).toBe(0);
  });

  it("that the server no longer takes is auth/expired too, after one try", async () => {
    const xnat = await startXnat();
    await logIn(xnat);
    const [first] = xnat.sandbox.state.xnat.tokens();
    xnat.sandbox.clock.advance(3 * 86_400_000);
    xnat.sandbox.log.clear();
    const { code, stderr } = await runStored(xnat, "whoami", "xnat");
    expect([code, stderr]).toEqual([4, expect.stringContaining("auth/expired") as string]);
    expect(stderr).toContain(`scanferry login xnat ${xnat.url}`);
    expect(stderr).not.toContain(first?.alias);
    expect(loginsSent(xnat)).toBe(1);
    // Nothing is left to revoke.
    expect((await runStored(xnat, "logout")).code).toBe(0);
  });
});

describe("without an XNAT", () => {
  it("tells a missing address from a server that is away, and from one that is none", async () => {
    expect((await runCli(["login", "xnat"])).code).toBe(2);
    const xnat = await startXnat();
    const elsewhere = await logIn(xnat, [], {}, `${xnat.url}/nothing-here`);
    expect([elsewhere.code, elsewhere.stderr]).toEqual([5, expect.stringContaining("no XNAT") as string]);
    await xnat.sandbox.close();
    const away = await xnat.run(["login", "xnat", xnat.url, "--retries", "0"]);
    expect([away.code, away.stderr]).toEqual([6, expect.stringContaining("[net/unreachable]") as string]);
    const planned = await xnat.run(["login", "xnat", xnat.url, "-n", "--json"]);
    expect(planned.records).toEqual([expect.objectContaining({ kind: "xnat", status: "planned" })]);
  });
});
