import { describe, expect, it } from "vitest";
import type { LinkReport } from "../../src/index.js";
import { NextcloudClient, parsePublicLink } from "../../src/index.js";
import { readAll } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

const password = "Sieben-Zebras-am-Kai-4711";

describe.each(["32", "27"] as const)("verifying links of Nextcloud %s", (version) => {
  it("reports a whole list, each link by its state", async () => {
    await using box = await openBox({ version });
    const make = async (name: string, more: object = {}): Promise<string> => {
      await box.sandbox.state.nextcloud.putFile(`/${name}.zip`, `zip ${name}`);
      return (await box.cloud.shares.create({ path: `${name}.zip`, ...more })).share.url;
    };
    const links = [
      { url: await make("open", { expire: "2030-01-01" }), sizeBytes: 8 },
      { url: await make("locked", { password }) },
      { url: await make("given", { password }), password },
      { url: await make("wrong", { password }), password: "Nicht-dieses-Wort-0000" },
      { url: await make("other"), sizeBytes: 4711 },
      { url: `${box.sandbox.url.nextcloud}/s/XXXXXXXXXXXXXXX` },
      { url: "https://not a link" },
    ];
    const reports = new Map<string, LinkReport>();
    for await (const report of box.cloud.verifyLinks(links)) reports.set(report.url, report);
    expect(links.map((link) => reports.get(link.url)?.status)).toEqual([
      "alive",
      "locked",
      "alive",
      "refused",
      "wrong",
      "dead",
      "unknown",
    ]);
    expect(reports.get(links[0]?.url ?? "")).toMatchObject({
      expire: "2030-01-01",
      needsPassword: false,
      sizeBytes: 8,
    });
  });

  it("tries a wrong link password once, however often it is asked", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip", password });
    const wrong = { url: share.url, password: "Nicht-dieses-Wort-0000" };
    expect((await box.cloud.verifyLink(wrong)).status).toBe("refused");
    box.sandbox.log.clear();
    expect((await box.cloud.verifyLink(wrong)).status).toBe("refused");
    await failsWith(box.cloud.downloadPublic(share.url, { password: wrong.password }), "auth/rejected");
    expect(box.sandbox.log.find("PROPFIND", "public.php")).toEqual([]);
    expect(box.sandbox.log.find("GET", "public.php")).toEqual([]);
  });

  it("stops guessing long before the server blocks the address", async () => {
    await using box = await openBox({ version });
    const links: { url: string; password: string }[] = [];
    for (let n = 0; n < 12; n += 1) {
      await box.sandbox.state.nextcloud.putFile(`/a${String(n)}.zip`, "zip");
      const { share } = await box.cloud.shares.create({ path: `a${String(n)}.zip`, password });
      links.push({ url: share.url, password: "Nicht-dieses-Wort-0000" });
    }
    for await (const report of box.cloud.verifyLinks(links, { concurrency: 2 }))
      expect(report.status).toBe("refused");
    expect(
      box.sandbox.log.entries.filter((entry) => entry.path.includes("public.php") && entry.status === 401)
        .length,
    ).toBeLessThan(8);
  });

  it("downloads without the account's login", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "the zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip", password });
    await failsWith(box.cloud.downloadPublic(share.url), "auth/rejected");
    const download = await box.cloud.downloadPublic(share.url, { password });
    expect(download.sizeBytes).toBe(7);
    expect((await readAll(download.body)).toString()).toBe("the zip");
    await failsWith(
      box.cloud.downloadPublic(`${box.sandbox.url.nextcloud}/s/XXXXXXXXXXXXXXX`, { password }),
      "remote/not-found",
    );
  });

  it("takes a portal's page for what it is", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "the zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip" });
    box.sandbox.faults.add({ kind: "html", times: 9 });
    expect(await box.cloud.verifyLink({ url: share.url })).toMatchObject({
      status: "unknown",
      error: { code: "auth/required" },
    });
    await failsWith(box.cloud.downloadPublic(share.url), "auth/required");
  });

  it("does not call a link dead while the server is in maintenance", async () => {
    await using box = await openBox({ version });
    await box.sandbox.state.nextcloud.putFile("/a.zip", "the zip");
    const { share } = await box.cloud.shares.create({ path: "a.zip" });
    box.sandbox.state.nextcloud.settings.maintenance = true;
    expect(await box.cloud.verifyLink({ url: share.url })).toMatchObject({
      status: "unknown",
      error: { code: "remote/busy" },
    });
    await failsWith(box.cloud.downloadPublic(share.url), "remote/busy");
  });
});

describe("a public link", () => {
  it.each([
    ["https://cloud.example.org/s/AbC", "https://cloud.example.org", "AbC"],
    ["https://cloud.example.org/nextcloud/index.php/s/AbC", "https://cloud.example.org/nextcloud", "AbC"],
    ["http://127.0.0.1:8080/s/AbC/download?x=1", "http://127.0.0.1:8080", "AbC"],
    ["https://cloud.example.org/s/sub-01-t1w#top", "https://cloud.example.org", "sub-01-t1w"],
  ])("is taken apart: %s", (url, base, token) => {
    expect(parsePublicLink(url)).toEqual({ base, token });
  });

  it("is refused when it is something else", () => {
    for (const url of ["https://cloud.example.org/f/123", "ftp://x/s/abc", "/s/abc", ""])
      expect(() => parsePublicLink(url)).toThrow("no public link");
  });
});

it("stops looking at the other links at once when nobody reads on", async () => {
  await using box = await openBox();
  await box.sandbox.state.nextcloud.putFile("/a.zip", "zip");
  const { share } = await box.cloud.shares.create({ path: "a.zip" });
  let stopped = 0;
  // The second server never answers; only an abort ends the question.
  const never = "https://never.example.org/s/AbCdEfGhIjKlMno";
  const fetchOrHang: typeof fetch = (input, init) =>
    new URL(input instanceof Request ? input.url : input).hostname === "never.example.org"
      ? new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => {
            stopped += 1;
            reject(new DOMException("stopped", "AbortError"));
          });
        })
      : fetch(input, init);
  await using cloud = await NextcloudClient.connect({ ...box.options, fetch: fetchOrHang });
  for await (const report of cloud.verifyLinks([{ url: never }, { url: share.url }])) {
    expect(report.status).toBe("alive");
    break;
  }
  expect(stopped).toBe(1);
});

it("asks about no further link once the server has blocked this address", async () => {
  await using box = await openBox();
  const links: { url: string; password: string }[] = [];
  for (const name of ["a", "b", "c"]) {
    await box.sandbox.state.nextcloud.putFile(`/${name}.zip`, "zip");
    const { share } = await box.cloud.shares.create({ path: `${name}.zip`, password });
    links.push({ url: share.url, password });
  }
  const body =
    '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>OCP\\Security\\Bruteforce\\MaxDelayReached</s:exception><s:message>Reached maximum delay</s:message></d:error>';
  box.sandbox.faults.add({ path: "public.php", kind: "status", status: 500, body, times: 99 });
  const reports: LinkReport[] = [];
  for await (const report of box.cloud.verifyLinks(links, { concurrency: 1 })) reports.push(report);
  expect(reports.map((report) => [report.status, report.error?.code])).toEqual(
    links.map(() => ["unknown", "remote/busy"]),
  );
  expect(box.sandbox.log.find("PROPFIND", "public.php")).toHaveLength(1);
});
