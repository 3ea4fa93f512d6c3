import { describe, expect, it } from "vitest";
import { askRaw, startXnatTest } from "../support/xnat-client.js";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0";

describe("browsers", () => {
  it.each([
    ["1.6", 401],
    ["1.9", 302],
  ] as const)("of nobody see the login page on %s", async (version, status) => {
    await using xnat = await startXnatTest({ version, contextPath: "/xnat" });
    const answer = await xnat.client.ask("/data/projects", {
      login: false,
      headers: { "User-Agent": "Mozilla/5.0" },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.has("www-authenticate")).toBe(false);
    const page = answer.headers.get("location");
    const html = page === null ? answer.text : await (await fetch(page)).text();
    expect(html).toContain('id="login_form"');
  });

  it("must send the CSRF token with what changes something; programs need not", async () => {
    await using xnat = await startXnatTest();
    const put = (agent: string, query = ""): Promise<number> =>
      xnat.client
        .ask(`/data/projects/NEW${query}`, { method: "PUT", headers: { "User-Agent": agent } })
        .then((answer) => answer.status);
    const token = /XNAT_CSRF=(\S+)$/.exec((await xnat.client.ask("/data/JSESSION?CSRF=true")).text)?.[1];
    expect(await put(FIREFOX)).toBe(500);
    expect(await put(FIREFOX, `?XNAT_CSRF=${token ?? ""}`)).toBe(200);
    expect(await put(`${FIREFOX} XNATDesktopClient`)).toBe(200);
    expect(await put("python-requests/2.34")).toBe(200);
  });
});

describe("addresses", () => {
  it("lie behind the context path, under /data and /REST, with and without /archive", async () => {
    await using xnat = await startXnatTest({ contextPath: "/xnat" });
    const lists = await Promise.all(
      ["/data", "/REST", "/data/archive", "/REST/archive"].map((root) =>
        xnat.client.ask(`${root}/projects?format=json`).then((answer) => answer.text),
      ),
    );
    expect(new Set(lists).size).toBe(1);
    const outside = await fetch(xnat.client.base.replace(/\/xnat$/, "/data/projects"));
    expect([outside.status, outside.headers.get("server")]).toEqual([404, null]);
    expect(await outside.text()).toContain("[&#47;data&#47;projects] is not available");
  });

  it.each(["/data/projects?columns=[x]", "/data/projects/{P}", "/data/projects/a|b", "/data/projects/a%2Fb"])(
    "are refused by Tomcat as they stand: %s",
    async (path) => {
      await using xnat = await startXnatTest();
      expect(await askRaw(xnat.client.base, path)).toBe(400);
    },
  );

  it("tell the version at /data/version on 1.6 and at /xapi on 1.9", async () => {
    await using old = await startXnatTest();
    await using recent = await startXnatTest({ version: "1.9" });
    expect((await old.client.ask("/data/version")).text).toBe("1.6.4");
    expect((await old.client.ask("/xapi/siteConfig/buildInfo")).status).toBe(404);
    expect((await recent.client.ask("/data/version")).status).toBe(404);
    expect((await recent.client.ask("/xapi/siteConfig/buildInfo")).json()).toMatchObject({
      version: "1.9.0",
    });
  });

  it("that give items refuse JSON as the only thing accepted, in spite of format=json", async () => {
    await using xnat = await startXnatTest();
    const headers = { Accept: "application/json" };
    expect((await xnat.client.ask("/data/projects/SANDBOX?format=json", { headers })).status).toBe(406);
    expect((await xnat.client.ask("/data/JSESSION", { headers })).status).toBe(406);
    expect((await xnat.client.ask("/data/projects?format=json", { headers })).status).toBe(200);
  });
});

describe("guests", () => {
  it("see public projects alone, where no login is required", async () => {
    await using xnat = await startXnatTest({
      requireLogin: false,
      projects: [{ id: "OPEN", accessibility: "public" }, { id: "SHUT" }],
    });
    const guest = { login: false } as const;
    const { client } = xnat;
    expect((await client.ask("/data/auth", guest)).text).toBe("User 'guest' is logged in.");
    const listed = (await client.ask("/data/projects", guest)).rows().map((row) => row["ID"]);
    expect(listed).toEqual(["OPEN"]);
    expect((await client.ask("/data/projects/SHUT/subjects", guest)).status).toBe(403);
    expect((await client.ask("/data/services/tokens/issue", guest)).status).toBe(403);
    expect((await client.ask("/data/projects/MINE", { ...guest, method: "PUT" })).status).toBe(403);
  });
});
