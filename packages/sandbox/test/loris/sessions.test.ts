import { expect, it, vi } from "vitest";
import { firstImage, startLorisTest } from "../support/loris-client.js";

it.each(["v28", "preventad"] as const)(
  "sets a session cookie on each answer of %s, which logs in by itself",
  async (dialect) => {
    await using test = await startLorisTest({ dialect });
    const first = await test.client.ask("/candidates/");
    const cookie = /PHPSESSID=\w+/.exec(first.headers.get("set-cookie") ?? "")?.[0] ?? "";
    expect(cookie).not.toBe("");
    const refused = await test.client.ask("/candidates/", { anonymous: true });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("set-cookie")).toMatch(/^PHPSESSID=/);
    const headers = { Cookie: cookie };
    expect((await test.client.ask("/candidates/", { anonymous: true, headers })).status).toBe(200);
  },
);

it.each([
  ["preventad", "with the cookie", true],
  ["preventad", "without a cookie", false],
  ["v28", "with the cookie", false],
] as const)("on %s, a list asked for %s during a download waits for it: %s", async (dialect, how, waits) => {
  await using test = await startLorisTest({ dialect, study: { candidates: 1, imageBytes: 20_000_000 } });
  const { sandbox, client } = test;
  const login = await client.ask("/candidates/");
  const cookie = /PHPSESSID=\w+/.exec(login.headers.get("set-cookie") ?? "")?.[0] ?? "";
  const headers: Record<string, string> = how === "with the cookie" ? { Cookie: cookie } : {};
  // Whoever does not read holds the download open: nothing but the reading below ends it.
  const download = await fetch(`${client.base}${firstImage(sandbox).link}`, {
    headers: { Authorization: `Bearer ${client.token}`, ...headers },
  });
  sandbox.log.clear();
  const list = client.ask("/candidates/", { headers });
  if (waits) {
    await vi.waitFor(() => {
      expect(sandbox.log.find("GET", "/candidates/")).toHaveLength(1);
    });
    // Another client's whole round trip later it has still no answer.
    await client.ask("/candidates/");
    expect(sandbox.log.find("GET", "/candidates/").map((entry) => entry.status)).toEqual([0, 200]);
  } else expect((await list).status).toBe(200);
  expect((await download.arrayBuffer()).byteLength).toBe(20_000_000);
  expect((await list).status).toBe(200);
});
