import { inspect } from "node:util";
import { ScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { NextcloudClient, loginFlowV2 } from "../../src/index.js";
import { onAskedOrigin } from "../../src/auth/on-asked-origin.js";
import { bodyOf, patternedBytes } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

describe("a refused login", () => {
  it("is tried exactly once when connecting", async () => {
    await using box = await openBox();
    box.sandbox.log.clear();
    const wrong = { ...box.options, auth: { username: "researcher", appPassword: "wrong" } };
    const error = await failsWith(NextcloudClient.connect(wrong), "auth/rejected");
    expect(error.hint).toContain("app password");
    const tries = box.sandbox.log.entries.filter((entry) => !entry.path.endsWith("/status.php"));
    expect(tries).toHaveLength(1);
  });

  it("stops everything from the first 401 on, with the same error and without another request", async () => {
    await using box = await openBox();
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    box.sandbox.faults.add({ path: /dav\/files/, kind: "status", status: 401, times: 99 });
    const first = await failsWith(box.cloud.files.stat("a.zip"), "auth/rejected");
    box.sandbox.faults.clear();
    box.sandbox.log.clear();
    const later = await Promise.all([
      failsWith(box.cloud.upload({ path: "b.zip", body: bodyOf(patternedBytes(10)) }), "auth/rejected"),
      failsWith(box.cloud.shares.create({ path: "a.zip" }), "auth/rejected"),
      failsWith(box.cloud.files.stat("a.zip"), "auth/rejected"),
    ]);
    expect(later.every((error) => error === first)).toBe(true);
    expect(box.sandbox.log.entries).toEqual([]);
  });

  it("sends no password any more when a repetition was already planned", async () => {
    await using box = await openBox();
    // One request waits for its repetition while another one learns that the password was revoked.
    box.sandbox.faults.add({ method: "PROPFIND", path: "slow", kind: "status", status: 503 });
    box.sandbox.faults.add({ method: "PROPFIND", path: "refused", kind: "status", status: 401 });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await using cloud = await NextcloudClient.connect({ ...box.options, sleep: () => held });
    const slow = cloud.files.stat("slow.zip");
    await failsWith(cloud.files.stat("refused.zip"), "auth/rejected");
    release();
    await failsWith(slow, "auth/rejected");
    // The repetition went out without a login, which the server does not count as a wrong password.
    expect(box.sandbox.log.find("PROPFIND", "slow").at(-1)?.status).toBe(401);
    await expect(
      NextcloudClient.connect(box.options).then((other) => other.close()),
    ).resolves.toBeUndefined();
  });
});

describe("connect", () => {
  it("finds the true user id behind an e-mail address and other letters", async () => {
    await using box = await openBox({ email: "rita@example.org" });
    for (const username of ["rita@example.org", "RESEARCHER"]) {
      await using cloud = await NextcloudClient.connect({
        ...box.options,
        auth: { ...box.options.auth, username },
      });
      expect(cloud.userId).toBe("researcher");
      await cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(10)), replace: true });
    }
    expect(
      box.sandbox.log.find("PUT", "dav/files").every((entry) => entry.path.includes("/files/researcher/")),
    ).toBe(true);
  });

  it("takes addresses as people copy them from a browser", async () => {
    await using box = await openBox();
    for (const tail of [
      "/",
      "/index.php/apps/files/?dir=/",
      "/apps/dashboard/",
      "/remote.php/dav/files/researcher",
      "/login",
    ]) {
      await using cloud = await NextcloudClient.connect({
        ...box.options,
        baseUrl: `${box.options.baseUrl}${tail}`,
      });
      expect(cloud.baseUrl).toBe(box.sandbox.url.nextcloud);
    }
  });

  it("tells maintenance, an untrusted host name, a web page and a missing field apart", async () => {
    await using box = await openBox();
    const again = (): Promise<unknown> => NextcloudClient.connect(box.options);
    const { settings } = box.sandbox.state.nextcloud;
    settings.maintenance = true;
    await failsWith(again(), "remote/busy");
    settings.maintenance = false;
    const { trustedDomains } = settings;
    settings.trustedDomains = ["cloud.example.org"];
    expect((await failsWith(again(), "remote/refused")).hint).toContain("trusted_domains");
    settings.trustedDomains = trustedDomains;
    box.sandbox.faults.add({ kind: "html" });
    expect((await failsWith(again(), "auth/required")).message).toContain("login page");
    const page = "<!DOCTYPE html><html><title>Welcome</title><body>Nothing here</body></html>";
    box.sandbox.faults.add({ kind: "status", status: 200, body: page, times: 2 });
    expect((await failsWith(again(), "remote/failed")).message).toContain("web page");
    box.sandbox.faults.clear();
    const body = JSON.stringify({
      ocs: { meta: { status: "ok", statuscode: 200, message: "OK" }, data: { name: "x" } },
    });
    box.sandbox.faults.add({ path: "cloud/user", kind: "status", status: 200, body });
    expect((await failsWith(again(), "remote/failed")).message).toContain("the field id");
    await failsWith(
      NextcloudClient.connect({ ...box.options, auth: { username: "", appPassword: "" } }),
      "auth/required",
    );
    await failsWith(NextcloudClient.connect({ ...box.options, timeZone: "Berlin" }), "input/invalid");
    await box.sandbox.close();
    await failsWith(NextcloudClient.connect({ ...box.options, retries: 0 }), "net/unreachable");
  });

  it("knows whose time zone it is", async () => {
    await using new32 = await openBox({ timeZone: "Europe/Berlin" });
    expect(new32.cloud.timeZone).toEqual({ name: "Europe/Berlin", source: "server" });
    await using old = await openBox({ version: "27", timeZone: "Europe/Berlin" });
    expect(old.cloud.timeZone).toEqual({ name: "UTC", source: "assumed" });
  });

  it("prints as one line without a secret", async () => {
    await using box = await openBox();
    expect(inspect(box.cloud)).toBe(
      `NextcloudClient(researcher at ${box.sandbox.url.nextcloud}, Nextcloud 32.0.1)`,
    );
    expect(JSON.parse(JSON.stringify(box.cloud))).toEqual({
      baseUrl: box.sandbox.url.nextcloud,
      userId: "researcher",
      version: "32.0.1",
    });
  });

  it("never keeps a cookie", async () => {
    const cookies: (string | null)[] = [];
    const fetchAndLook: typeof fetch = async (input, init) => {
      cookies.push(new Headers(init?.headers).get("cookie"));
      const answer = await fetch(input, init);
      const headers = new Headers(answer.headers);
      headers.append("set-cookie", "nc_session=abc; path=/");
      return new Response(answer.status === 204 ? null : await answer.text(), {
        status: answer.status,
        headers,
      });
    };
    await using box = await openBox({}, { fetch: fetchAndLook });
    await box.cloud.files.stat("a");
    expect(cookies.length).toBeGreaterThan(2);
    expect(cookies.every((cookie) => cookie === null)).toBe(true);
  });
});

describe("login flow v2", () => {
  const base = (
    box: Awaited<ReturnType<typeof openBox>>,
  ): { baseUrl: string; userAgent: string; now: () => number } => ({
    baseUrl: box.sandbox.url.nextcloud,
    userAgent: "Scanferry on lab-pc",
    now: () => box.sandbox.clock.now(),
  });

  it("waits for the grant, gives an app password named after the program, and that one can be revoked", async () => {
    await using box = await openBox();
    let polls = 0;
    const grant = await loginFlowV2({
      ...base(box),
      onLoginUrl: (url) => {
        expect(url).toContain("/login/v2/flow/");
      },
      sleep: async (ms) => {
        box.sandbox.clock.advance(ms);
        polls += 1;
        if (polls === 3) box.sandbox.state.nextcloud.grantLogin();
        await Promise.resolve();
      },
    });
    expect(polls).toBe(3);
    expect(grant).toMatchObject({ server: box.sandbox.url.nextcloud, username: "researcher" });
    expect(box.sandbox.state.nextcloud.appPasswordNames()).toContain("Scanferry on lab-pc");
    const auth = { username: grant.username, appPassword: grant.appPassword };
    await using cloud = await NextcloudClient.connect({ ...box.options, auth });
    await cloud.revokeAppPassword();
    await failsWith(cloud.files.stat("a"), "auth/rejected");
    await failsWith(NextcloudClient.connect({ ...box.options, auth }), "auth/rejected");
  });

  it("ends after 20 minutes without a grant, and at once when it is aborted", async () => {
    await using box = await openBox();
    const sleep = async (ms: number): Promise<void> => {
      box.sandbox.clock.advance(ms);
      await Promise.resolve();
    };
    await failsWith(
      loginFlowV2({ ...base(box), onLoginUrl: () => undefined, sleep, pollMs: 60_000 }),
      "auth/expired",
    );
    const stop = new AbortController();
    const onLoginUrl = (): void => {
      stop.abort();
    };
    await failsWith(loginFlowV2({ ...base(box), onLoginUrl, sleep, signal: stop.signal }), "aborted");
  });

  it("goes on polling through a hiccup", async () => {
    await using box = await openBox();
    box.sandbox.faults.add({ path: "/login/v2/poll", kind: "status", status: 502, times: 2 });
    const grant = await loginFlowV2({
      ...base(box),
      onLoginUrl: () => {
        box.sandbox.state.nextcloud.grantLogin();
      },
      sleep: () => Promise.resolve(),
    });
    expect(grant.username).toBe("researcher");
  });

  it("keeps to the host that was asked, and to its scheme", () => {
    expect(onAskedOrigin("https://cloud.example.org/nc", "http://cloud.example.org/nc/login/v2/poll")).toBe(
      "https://cloud.example.org/nc/login/v2/poll",
    );
    expect(() => onAskedOrigin("https://cloud.example.org", "https://evil.example/login/v2/poll")).toThrow(
      ScanferryError,
    );
    expect(() => onAskedOrigin("https://cloud.example.org", "nonsense")).toThrow(ScanferryError);
  });
});
