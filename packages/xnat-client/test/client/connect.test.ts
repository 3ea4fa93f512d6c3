import { describe, expect, it } from "vitest";
import { serverAddress } from "../../src/client/server-address.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

describe("connecting", () => {
  it.each(["1.6", "1.9"] as const)(
    "logs in once on %s, behind a context path, and says who that is",
    async (version) => {
      const box = await openBox({ version, contextPath: "/xnat" });
      const xnat = await box.client();
      expect(xnat.user).toBe(box.sandbox.credentials.xnat.username);
      expect(xnat.version.line).toBe(version === "1.6" ? "1.6" : "1.7+");
      expect(xnat.version.text).toMatch(version === "1.6" ? /^1\.6/ : /^1\.9/);
      const projects = await allOf(xnat.projects());
      expect(projects.map(({ id }) => id)).toEqual(["SANDBOX"]);
      expect(box.sandbox.state.xnat.sessions()).toBe(1);
      const withPassword = box.sandbox.log.entries.filter(({ headerNames }) =>
        headerNames.includes("Authorization"),
      );
      expect(withPassword.map(({ method, path }) => `${method} ${path}`)).toEqual([
        "POST /xnat/data/JSESSION",
      ]);
    },
  );

  it("ends its session when it is closed, once, and leaves one that was handed in", async () => {
    const box = await openBox();
    const own = await box.client();
    const guestOfIt = await box.client({ auth: { session: own.session.id ?? "" } });
    expect(guestOfIt.user).toBe(own.user);
    await guestOfIt.close();
    expect(box.sandbox.state.xnat.sessions()).toBe(1);
    expect((await allOf(own.projects())).length).toBe(1);
    await own.close();
    await own.close();
    expect(box.sandbox.state.xnat.sessions()).toBe(0);
    expect(box.sandbox.log.find("DELETE", "/data/JSESSION")).toHaveLength(1);
  });

  it("closes in peace when the session cannot be ended", async () => {
    const box = await openBox();
    const lines: string[] = [];
    const xnat = await box.client({ log: (line) => lines.push(line) });
    const fault = box.sandbox.faults.add({ method: "DELETE", kind: "reset", times: 9 });
    await xnat.close();
    expect(fault.hits).toBe(1);
    expect(lines.join("\n")).toMatch(/ending the session: net\//);
  });

  it("leaves no session behind when it cannot go on after the login", async () => {
    const box = await openBox();
    box.sandbox.faults.add({ path: "buildInfo", kind: "reset", times: 99 });
    await failsWith(box.client(), "net/reset");
    expect(box.sandbox.state.xnat.sessions()).toBe(0);
  });

  it("refuses a session that has ended, and one that belongs to nobody", async () => {
    const box = await openBox();
    await failsWith(box.client({ auth: { session: "0123456789ABCDEF0123456789ABCDEF" } }), "auth/expired");
    box.sandbox.state.xnat.settings.requireLogin = false;
    await failsWith(box.client({ auth: { session: "0123456789ABCDEF0123456789ABCDEF" } }), "auth/expired");
    await failsWith(box.client({ auth: { session: "two; Path=/" } }), "auth/required");
  });

  it("says that there is no XNAT where there is something else", async () => {
    const other = await oddServer((_, answer) => {
      answer.writeHead(404, { "Content-Type": "text/html" }).end("<html><body>Not here</body></html>");
    });
    const error = await failsWith((await openBox()).client({ baseUrl: other }), "remote/not-found");
    expect(error.hint).toMatch(/https:\/\/host\/xnat/);
  });

  it("takes an XNAT without any route for its version as 1.6 or older", async () => {
    const box = await openBox();
    box.sandbox.faults.add({ path: "/data/version", kind: "status", status: 404, times: 9 });
    expect((await box.client()).version).toEqual({ text: "1.6 or older", line: "1.6" });
  });

  it.each([401, 403, 503])(
    "takes one whose route for the version answers %i as 1.7 or newer",
    async (status) => {
      const box = await openBox({ version: "1.9" });
      box.sandbox.faults.add({ path: "buildInfo", kind: "status", status, times: 9 });
      expect((await box.client()).version).toEqual({ text: "1.7 or newer", line: "1.7+" });
    },
  );

  it.each(["http", "https"])(
    "sends no password to an address that leads elsewhere, by %s",
    async (scheme) => {
      const seen: string[] = [];
      const elsewhere = await oddServer((request, answer) => {
        seen.push(JSON.stringify(request.headers));
        answer.writeHead(200).end();
      });
      const target =
        scheme === "http"
          ? elsewhere.replace("127.0.0.1", "localhost")
          : "https://sso.example.org/login?to=s3cret";
      const redirecting = await oddServer((request, answer) => {
        seen.push(JSON.stringify(request.headers));
        answer
          .writeHead(request.method === "POST" || scheme === "http" ? 302 : 401, { Location: target })
          .end();
      });
      const error = await failsWith((await openBox()).client({ baseUrl: redirecting }), "input/invalid");
      expect(error.hint).not.toContain("s3cret");
      expect(seen.length).toBeGreaterThan(0);
      // Only the login itself carries the password; where the address leads elsewhere beforehand, nothing does.
      expect(seen.filter((headers) => headers.includes('"authorization"'))).toHaveLength(
        scheme === "http" ? 0 : 1,
      );
    },
  );

  it("refuses to look like a browser, from which XNAT wants a CSRF token", async () => {
    const box = await openBox();
    await failsWith(box.client({ userAgent: "Mozilla/5.0" }), "input/invalid");
    expect(box.sandbox.log.entries).toHaveLength(0);
  });
});

describe("the address of a server", () => {
  it.each([
    ["https://host/xnat/", "https://host/xnat"],
    ["https://host/xnat/app/template/Login.vm", "https://host/xnat"],
    ["https://host/xnat/data", "https://host/xnat"],
    ["https://host/data/archive/", "https://host"],
    ["https://host/app/action/DisplayItemAction?search_value=P1", "https://host"],
    ["https://host", "https://host"],
  ])("takes %s for %s", (given, root) => {
    expect(serverAddress(given)).toBe(root);
  });

  it("refuses one that goes on behind the API's path", () => {
    expect(() => serverAddress("https://host/data/projects/P1")).toThrow(/goes on behind/);
  });
});
