import { describe, expect, it } from "vitest";
import { startSandbox } from "../src/index.js";
import { client } from "./support/client.js";

interface Begun {
  readonly poll: { readonly token: string; readonly endpoint: string };
  readonly login: string;
}

async function begin(url: string): Promise<Begun> {
  const answer = await fetch(`${url}/index.php/login/v2`, {
    method: "POST",
    headers: { "user-agent": "a test" },
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Begun;
}

function poll(begun: Begun): Promise<Response> {
  return fetch(begun.poll.endpoint, {
    method: "POST",
    body: new URLSearchParams({ token: begun.poll.token }),
  });
}

describe("login flow v2", () => {
  it("answers 404 [] until the user grants, the app password once, then 404 again", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const begun = await begin(sandbox.url.nextcloud);
    const pending = await poll(begun);
    expect([pending.status, await pending.text()]).toEqual([404, "[]"]);
    expect(sandbox.state.nextcloud.grantLogin(begun.login)).toBe(true);
    const granted = (await (await poll(begun)).json()) as Record<string, string>;
    expect(granted["server"]).toBe(sandbox.url.nextcloud);
    expect(granted["loginName"]).toBe("researcher");
    expect(granted["appPassword"]).toMatch(/^[A-Za-z0-9]{72}$/);
    expect((await poll(begun)).status).toBe(404);
    expect(sandbox.state.nextcloud.appPasswordNames()).toContain("a test");
  });

  it("lets a browser sign in and grant, step by step as recorded", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const url = sandbox.url.nextcloud;
    expect((await fetch(`${url}/login/v2`)).status).toBe(405);
    const begun = await begin(url);
    const opened = await fetch(begun.login, { redirect: "manual" });
    expect(opened.status).toBe(303);
    expect(opened.headers.get("location")).toBe(`${url}/login/v2/flow?user=&direct=0`);
    const cookie = (opened.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const page = await fetch(opened.headers.get("location") ?? "", { headers: { cookie } });
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    const { password } = sandbox.credentials.nextcloud;
    const signedIn = await fetch(`${url}/index.php/login`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie },
      body: new URLSearchParams({ user: "researcher", password }),
    });
    expect(signedIn.status).toBe(303);
    const granted = await fetch(`${url}/index.php/login/v2/grant`, { method: "POST", headers: { cookie } });
    expect(granted.status).toBe(200);
    expect((await poll(begun)).status).toBe(200);
  });

  it("grants in one step when user and password are posted to the login URL", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const begun = await begin(sandbox.url.nextcloud);
    const { username, password } = sandbox.credentials.nextcloud;
    const wrong = await fetch(begun.login, {
      method: "POST",
      body: new URLSearchParams({ user: username, password: "no" }),
    });
    expect(wrong.status).toBe(403);
    const right = await fetch(begun.login, {
      method: "POST",
      body: new URLSearchParams({ user: username, password }),
    });
    expect(right.status).toBe(200);
    expect((await poll(begun)).status).toBe(200);
  });

  it("forgets a flow after twenty minutes", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const begun = await begin(sandbox.url.nextcloud);
    sandbox.state.nextcloud.grantLogin();
    sandbox.clock.advance(1_201_000);
    expect((await poll(begun)).status).toBe(404);
  });

  it("revokes the app password in use and makes one from a login password", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const cloud = client(sandbox);
    const { username, password } = sandbox.credentials.nextcloud;
    const made = await cloud.ocs("GET", "/core/getapppassword", undefined, { login: [username, password] });
    const login = [username, String(made.data["apppassword"])] as const;
    expect((await cloud.ocs("GET", "/cloud/user", undefined, { login })).data["id"]).toBe("researcher");
    expect((await cloud.ocs("DELETE", "/core/apppassword", undefined, { login })).status).toBe(200);
    const after = await cloud.ocs("GET", "/cloud/user", undefined, { login });
    expect([after.status, after.message]).toEqual([401, "Unauthorised"]);
  });
});
