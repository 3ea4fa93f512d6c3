import { retry } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import type { XnatClient } from "../../src/index.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

const lists = async (xnat: XnatClient, count: number): Promise<number[]> =>
  Promise.all(
    Array.from({ length: count }, async () => (await allOf(xnat.project("SANDBOX").subjects())).length),
  );

describe.each(["1.6", "1.9"] as const)("a session that ends, on %s", (version) => {
  it("is opened anew once for eight workers", async () => {
    const box = await openBox({ version, latencyMs: 5 });
    const xnat = await box.client();
    const first = xnat.session.id;
    box.sandbox.state.xnat.expireSessions();
    expect(await lists(xnat, 8)).toEqual(Array(8).fill(3));
    expect(box.logins()).toHaveLength(2);
    expect(xnat.session.id).not.toBe(first);
    expect(box.sandbox.state.xnat.sessions()).toBe(1);
  });

  it("does not go on as a guest where no login is required: nothing is missing from a list", async () => {
    const projects = [
      { id: "OPEN", accessibility: "public", subjects: 1 },
      { id: "OURS", accessibility: "private", subjects: 2 },
    ] as const;
    const box = await openBox({ version, requireLogin: false, projects });
    const xnat = await box.client();
    box.sandbox.state.xnat.expireSessions();
    expect((await allOf(xnat.projects())).map(({ id }) => id).sort()).toEqual(["OPEN", "OURS"]);
    expect(box.logins()).toHaveLength(2);
  });

  it.each([
    ["a login page with status 200", { kind: "html" } as const],
    [
      "a redirect to the login page",
      { kind: "status", status: 302, headers: { Location: "/app/template/Login.vm" } } as const,
    ],
    ["401 without a challenge", { kind: "status", status: 401 } as const],
  ])("is known by %s in the place of a list", async (_, fault) => {
    const box = await openBox({ version });
    const xnat = await box.client();
    box.sandbox.state.xnat.expireSessions();
    const struck = box.sandbox.faults.add({ path: "/subjects", ...fault });
    expect(await lists(xnat, 1)).toEqual([3]);
    expect(struck.hits).toBe(1);
    expect(box.logins()).toHaveLength(2);
  });

  it("is opened anew by an alias token", async () => {
    const box = await openBox({ version });
    const { alias, secret } = await (await box.client()).issueToken();
    const xnat = await box.client({ auth: { token: { alias, secret } } });
    box.sandbox.state.xnat.expireSessions();
    expect(await lists(xnat, 3)).toEqual([3, 3, 3]);
    box.sandbox.state.xnat.invalidateToken(alias);
    box.sandbox.state.xnat.expireSessions();
    const error = await failsWith(lists(xnat, 1), "auth/expired");
    expect(error.message).toMatch(/alias token/);
  });
});

it("gives one that was handed in back as ended, and asks nothing more", async () => {
  const box = await openBox();
  const { session } = await box.client();
  const xnat = await box.client({ auth: { session: session.id ?? "" } });
  expect(await lists(xnat, 1)).toEqual([3]);
  box.sandbox.state.xnat.expireSessions();
  const error = await failsWith(lists(xnat, 1), "auth/expired");
  expect(error.hint).toMatch(/15 minutes/);
  const seen = box.sandbox.log.entries.length;
  await failsWith(lists(xnat, 1), "auth/expired");
  expect(box.sandbox.log.entries).toHaveLength(seen);
});

it("names a page that stays, and does not log in for it again and again", async () => {
  const box = await openBox();
  const xnat = await box.client();
  box.sandbox.faults.add({ path: "/subjects", kind: "html", times: 99 });
  await failsWith(lists(xnat, 1), "auth/expired");
  expect(box.logins()).toHaveLength(1);
  expect((await allOf(xnat.projects())).length).toBe(1);
});

it("fails one request alone whose route refuses the session, and logs in for none", async () => {
  const box = await openBox();
  const xnat = await box.client();
  const fault = box.sandbox.faults.add({ path: "/subjects", kind: "status", status: 401, times: 99 });
  await failsWith(lists(xnat, 1), "auth/forbidden");
  expect(fault.hits).toBe(2);
  expect(box.logins()).toHaveLength(1);
  expect((await allOf(xnat.projects())).length).toBe(1);
});

it("ends for all when the login is refused meanwhile, without another one", async () => {
  const box = await openBox({ users: [{ username: "ada", password: "one" }] });
  const xnat = await box.client();
  box.sandbox.state.xnat.expireSessions();
  box.sandbox.faults.add({ method: "POST", path: "/data/JSESSION", kind: "status", status: 401, times: 99 });
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lists(xnat, 1)));
  expect(results.every(({ status }) => status === "rejected")).toBe(true);
  const again = retry(() => lists(xnat, 1), { retries: 3, sleep: () => Promise.resolve() });
  await failsWith(again, "auth/rejected");
  expect(box.logins()).toHaveLength(2);
});

it("lets whoever waits for another's login leave", async () => {
  const box = await openBox();
  const xnat = await box.client();
  box.sandbox.state.xnat.expireSessions();
  box.sandbox.faults.add({ method: "POST", path: "/data/JSESSION", kind: "latency", ms: 300 });
  const leaving = new AbortController();
  const other = lists(xnat, 1);
  const mine = allOf(xnat.projects({ signal: leaving.signal }));
  const abort = setInterval(() => {
    if (box.logins().length === 2) leaving.abort();
  }, 5);
  const error = await mine.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  clearInterval(abort);
  expect(error).toMatchObject({ code: "aborted" });
  expect(await other).toEqual([3]);
  expect(box.logins()).toHaveLength(2);
});

it.each(["1.6", "1.9"] as const)(
  "takes nothing for data of an XNAT of %s that another server answers",
  async (version) => {
    let asked = 0;
    const other = await oddServer((_, answer) => {
      asked++;
      answer.setHeader("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT");
      answer.end('{"ResultSet":{"Result":[{"ID":"OTHER"}]}}');
    });
    const box = await openBox({ version });
    const xnat = await box.client();
    const Location = `${other}/data/projects?token=s3cret`;
    const lead = {
      path: "/projects",
      kind: "status",
      status: 302,
      headers: { Location },
      times: 99,
    } as const;
    box.sandbox.faults.add(lead);
    for (const work of [
      () => allOf(xnat.projects()),
      () => xnat.request("GET", "/data/projects"),
      () => xnat.requestStream("/data/projects"),
      () => xnat.project("P").show(),
    ]) {
      const error = await failsWith(work(), "remote/refused");
      expect(error.hint).toContain(other);
      expect(JSON.stringify(error)).not.toContain("s3cret");
    }
    expect(asked).toBeGreaterThan(0);
    expect(box.logins()).toHaveLength(1);
  },
);

it("says that a sign-in portal on another server stands before it", async () => {
  const portal = await oddServer((_, answer) => {
    answer.setHeader("Content-Type", "text/html");
    answer.end("<html><title>Sign in</title><input type=password></html>");
  });
  const box = await openBox();
  const xnat = await box.client();
  const lead = {
    path: "/projects",
    kind: "status",
    status: 302,
    headers: { Location: portal },
    times: 99,
  } as const;
  box.sandbox.faults.add(lead);
  await failsWith(allOf(xnat.projects()), "auth/expired");
  await failsWith(xnat.request("GET", "/data/projects"), "auth/expired");
});
