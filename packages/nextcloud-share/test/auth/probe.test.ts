import { expect, it } from "vitest";
import { NextcloudClient } from "../../src/index.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

interface Seen {
  readonly url: string;
  readonly method: string;
  readonly authorized: boolean;
}

/** A web in which some origins redirect and `https://cloud.example.org` is the sandbox. */
function web(
  sandboxUrl: string,
  redirect: (url: URL) => string | undefined,
): { fetch: typeof fetch; seen: Seen[] } {
  const seen: Seen[] = [];
  return {
    seen,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const authorized = new Headers(init?.headers).has("authorization");
      seen.push({ url: url.href, method: init?.method ?? "GET", authorized });
      const location = redirect(url);
      if (location !== undefined) return new Response(null, { status: 301, headers: { location } });
      if (url.hostname === "sso.example.org")
        return new Response('<!DOCTYPE html><html><form><input type="password"></form></html>', {
          status: 200,
        });
      return fetch(new URL(url.pathname + url.search, sandboxUrl), init);
    },
  };
}

it("takes over https:// where http:// of the same host leads there, says so, and sends no login to http://", async () => {
  await using box = await openBox();
  const net = web(box.sandbox.url.nextcloud, (url) =>
    url.protocol === "http:" ? `https://cloud.example.org${url.pathname}` : undefined,
  );
  const lines: string[] = [];
  await using cloud = await NextcloudClient.connect({
    ...box.options,
    baseUrl: "http://cloud.example.org",
    fetch: net.fetch,
    log: (line) => lines.push(line),
  });
  expect(cloud.baseUrl).toBe("https://cloud.example.org");
  expect(net.seen.filter((one) => one.authorized && one.url.startsWith("http:"))).toEqual([]);
  expect(net.seen.some((one) => one.authorized)).toBe(true);
  expect(lines.join("\n")).toContain("https://cloud.example.org");
});

it("takes over https:// also where everything is redirected to its start page", async () => {
  await using box = await openBox();
  const net = web(box.sandbox.url.nextcloud, (url) =>
    url.protocol === "http:" ? "https://cloud.example.org/" : undefined,
  );
  await using cloud = await NextcloudClient.connect({
    ...box.options,
    baseUrl: "http://cloud.example.org",
    fetch: net.fetch,
  });
  expect(cloud.baseUrl).toBe("https://cloud.example.org");
  expect(net.seen.filter((one) => one.authorized && one.url.startsWith("http:"))).toEqual([]);
});

it("names the address to use where another host answers, and sends no login at all", async () => {
  await using box = await openBox();
  const net = web(box.sandbox.url.nextcloud, (url) =>
    url.hostname === "old.example.org" ? `https://cloud.example.org${url.pathname}` : undefined,
  );
  const work = NextcloudClient.connect({
    ...box.options,
    baseUrl: "http://old.example.org",
    fetch: net.fetch,
  });
  const error = await failsWith(work, "input/invalid");
  expect(error.hint).toContain("https://cloud.example.org");
  expect(net.seen.filter((one) => one.authorized)).toEqual([]);
});

it("knows a sign-in page in front of the Nextcloud, and sends it no login", async () => {
  await using box = await openBox();
  const net = web(box.sandbox.url.nextcloud, () => undefined);
  const sso = web(box.sandbox.url.nextcloud, (url) =>
    url.hostname === "cloud.example.org" ? "https://sso.example.org/saml" : undefined,
  );
  for (const { fetch: through, seen } of [sso, net]) {
    const baseUrl = through === sso.fetch ? "https://cloud.example.org" : "https://sso.example.org";
    const error = await failsWith(
      NextcloudClient.connect({ ...box.options, baseUrl, fetch: through }),
      "auth/required",
    );
    expect(error.message).toContain("login page");
    expect(seen.filter((one) => one.authorized)).toEqual([]);
  }
});

it("asks status.php without a login, and goes on where a server has none", async () => {
  await using box = await openBox();
  box.sandbox.faults.add({ path: "status.php", kind: "status", status: 404 });
  box.sandbox.log.clear();
  await using cloud = await NextcloudClient.connect(box.options);
  expect(cloud.userId).toBe("researcher");
  expect(box.sandbox.log.find("GET", "status.php")).toHaveLength(1);
});

it("learns of maintenance and an untrusted host name before any login is sent", async () => {
  await using box = await openBox();
  const { settings } = box.sandbox.state.nextcloud;
  settings.maintenance = true;
  box.sandbox.log.clear();
  await failsWith(NextcloudClient.connect(box.options), "remote/busy");
  settings.maintenance = false;
  settings.trustedDomains = ["cloud.example.org"];
  await failsWith(NextcloudClient.connect(box.options), "remote/refused");
  expect(box.sandbox.log.entries.map((entry) => entry.path.split("/").at(-1))).toEqual([
    "status.php",
    "status.php",
  ]);
});
