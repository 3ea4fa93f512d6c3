import { describe, expect, it } from "vitest";
import { SandboxClock } from "../../src/index.js";
import { verifyLogin } from "../../src/xnat/auth/verify-login.js";
import { Xnat } from "../../src/xnat/xnat.js";
import { startXnatTest, xnatClient } from "../support/xnat-client.js";

const ADA = { username: "ada", password: "Ada-Pass-word" };

describe("sessions", () => {
  it("are made by every Basic request that brings no cookie, and their id is the answer of JSESSION", async () => {
    await using xnat = await startXnatTest({ contextPath: "/xnat" });
    const { client, sandbox } = xnat;
    const before = sandbox.state.xnat.sessions();
    const first = await client.ask("/data/JSESSION", { method: "POST", login: client.login });
    const second = await client.ask("/data/JSESSION", { login: client.login });
    expect([first.text, second.text]).toEqual([first.session, second.session]);
    expect(first.text).toMatch(/^[0-9A-F]{32}$/);
    expect(first.cookies[0]).toBe(`JSESSIONID=${first.text}; Path=/xnat; HttpOnly`);
    expect(first.headers.get("content-type")).toBe("text/plain;charset=ISO-8859-1");
    expect(second.text).not.toBe(first.text);
    expect(sandbox.state.xnat.sessions() - before).toBe(2);
  });

  it("tell with every answer when they end, quoted and with a comma", async () => {
    await using xnat = await startXnatTest();
    for (const path of ["/data/auth", "/data/projects/NOPE", "/nothing"]) {
      const { cookies } = await xnat.client.ask(path);
      expect(cookies).toEqual([
        expect.stringMatching(/^SESSION_EXPIRATION_TIME="\d{13},900000"; Version=1; Path=\/$/),
      ]);
    }
  });

  it("tell it on 1.9 without quotes, for the context path alone", async () => {
    await using xnat = await startXnatTest({ version: "1.9", contextPath: "/xnat" });
    expect((await xnat.client.ask("/data/auth")).cookies).toEqual([
      expect.stringMatching(/^SESSION_EXPIRATION_TIME=\d{13},900000; Path=\/xnat\/$/),
    ]);
  });

  it("end after fifteen idle minutes, and with DELETE", async () => {
    await using xnat = await startXnatTest();
    const { client, sandbox } = xnat;
    sandbox.clock.advance(899_000);
    expect((await client.ask("/data/auth")).status).toBe(200);
    sandbox.clock.advance(899_000);
    expect((await client.ask("/data/auth")).status).toBe(200);
    sandbox.clock.advance(900_000);
    const gone = await client.ask("/data/auth");
    expect([gone.status, gone.headers.get("www-authenticate")]).toEqual([
      401,
      'Basic realm="XNAT Protected Area"',
    ]);
    const again = await xnatClient(sandbox.url.xnat, client.login);
    expect((await again.ask("/data/JSESSION", { method: "DELETE" })).status).toBe(200);
    expect((await again.ask("/data/auth")).status).toBe(401);
  });

  it("are a thousand per user at most", () => {
    const xnat = new Xnat({ users: [ADA] }, new SandboxClock(), "");
    const login = (): unknown => verifyLogin(xnat, ADA.username, ADA.password);
    for (let session = 1; session <= 1000; session += 1) {
      expect(login()).toHaveProperty("account");
      xnat.sessions.logIn(xnat.sessions.open(undefined), ADA.username);
    }
    expect(login()).toEqual({ refused: "tooManySessions" });
  });

  it.each(["1.6", "1.9"] as const)("name their user on %s", async (version) => {
    await using xnat = await startXnatTest({ version });
    const name = xnat.client.login[0];
    expect((await xnat.client.ask("/data/auth")).text).toBe(
      `User '${name}' is logged in${version === "1.6" ? "." : ""}`,
    );
    expect((await xnat.client.ask("/REST/auth?CSRF=true")).text).toMatch(/; XNAT_CSRF=[0-9a-f-]{36}$/);
  });
});
