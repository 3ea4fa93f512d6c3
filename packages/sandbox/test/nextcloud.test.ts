import { describe, expect, it } from "vitest";
import { startSandbox } from "../src/index.js";
import { client } from "./support/client.js";

const SHARES = "/apps/files_sharing/api/v1/shares";

describe("expiry", () => {
  it("kills a link at the first moment of its day in the owner's time zone", async () => {
    let now = Date.parse("2026-11-21T12:00:00Z");
    await using sandbox = await startSandbox({
      nextcloud: { timeZone: "Europe/Berlin", clock: { now: () => now } },
    });
    const cloud = client(sandbox);
    await cloud.put("/a.zip", "zip");
    const share = await cloud.share("/a.zip", { expireDate: "2026-12-12" });
    expect(share.expiration).toBe("2026-12-12 00:00:00");
    // 23:00 UTC is midnight in Berlin: what the database of the real server held.
    expect(sandbox.state.nextcloud.shares()[0]?.expiresAtMs).toBe(Date.parse("2026-12-11T23:00:00Z"));
    now = Date.parse("2026-12-11T22:59:59Z");
    expect((await cloud.get(`/s/${share.token}`)).status).toBe(200);
    now = Date.parse("2026-12-11T23:00:00Z");
    expect((await cloud.get(`/s/${share.token}`)).status).toBe(404);
    expect((await cloud.ocs("GET", SHARES)).data).toEqual([]);
  });

  it("takes today for the past, also where the day is another than in UTC", async () => {
    await using sandbox = await startSandbox({
      nextcloud: { timeZone: "Pacific/Auckland", clock: { now: () => Date.parse("2026-11-21T12:00:00Z") } },
    });
    const cloud = client(sandbox);
    await cloud.put("/a.zip", "zip");
    const today = await cloud.ocs("POST", SHARES, {
      path: "/a.zip",
      shareType: "3",
      expireDate: "2026-11-22",
    });
    expect([today.status, today.message]).toEqual([404, "Expiration date is in the past"]);
    expect((await cloud.share("/a.zip", { expireDate: "2026-11-23" })).expiration).toBe(
      "2026-11-23 00:00:00",
    );
  });
});

describe("the limit of share creations", () => {
  it("lets twenty through in ten minutes of sandbox time, failed ones counted, per user", async () => {
    await using sandbox = await startSandbox({
      nextcloud: { users: [{ username: "paula", password: "p" }] },
    });
    const cloud = client(sandbox);
    await cloud.put("/a.zip", "zip");
    const create = (path: string): Promise<{ status: number; message: string }> =>
      cloud.ocs("POST", SHARES, { path, shareType: "3" });
    expect((await create("/missing")).status).toBe(404);
    for (let count = 0; count < 19; count += 1) expect((await create("/a.zip")).status).toBe(200);
    const refused = await cloud.request("POST", `/ocs/v2.php${SHARES}`);
    expect([
      refused.status,
      refused.headers.get("content-type"),
      await refused.text(),
      refused.headers.get("retry-after"),
    ]).toEqual([429, "text/html; charset=UTF-8", "", null]);
    const other = await cloud.ocs("POST", SHARES, { shareType: "3" }, { login: ["paula", "p"] });
    expect(other.status).toBe(404);
    sandbox.clock.advance(600_001);
    expect((await create("/a.zip")).status).toBe(200);
  });

  it("passes faster on a fast clock", async () => {
    let real = 0;
    await using sandbox = await startSandbox({ nextcloud: { clock: { now: () => real }, clockSpeed: 1000 } });
    real = 600;
    expect(sandbox.clock.now()).toBe(600_000);
  });
});

describe("accounts", () => {
  it("shows nothing of a stranger's files and lets nobody write there", async () => {
    await using sandbox = await startSandbox({
      nextcloud: { users: [{ username: "paula", password: "p" }] },
    });
    const cloud = client(sandbox);
    await sandbox.state.nextcloud.putFile("/hers.txt", "secret", "paula");
    const theirs = "/remote.php/dav/files/paula";
    const listed = await (await cloud.request("PROPFIND", theirs)).text();
    expect(listed).not.toContain("hers.txt");
    expect((await cloud.get(`${theirs}/hers.txt`)).status).toBe(404);
    expect((await cloud.request("PUT", `${theirs}/mine.txt`, { body: "x" })).status).toBe(403);
    expect(sandbox.state.nextcloud.files("paula").map((file) => file.path)).toEqual(["/hers.txt"]);
  });

  it("lets several clients upload at once", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const cloud = client(sandbox);
    const statuses = await Promise.all(
      Array.from(
        { length: 8 },
        async (_, index) =>
          (await cloud.put(`/p${String(index)}.bin`, Buffer.alloc(1_000_000, index))).status,
      ),
    );
    expect(statuses).toEqual(Array.from({ length: 8 }, () => 201));
    expect((await sandbox.state.nextcloud.readFile("/p5.bin")).every((byte) => byte === 5)).toBe(true);
  });

  it("says which look-alike was not started", async () => {
    await using sandbox = await startSandbox({});
    expect(() => sandbox.url.nextcloud).toThrow("startSandbox({ nextcloud: true })");
  });
});

describe("links in a browser", () => {
  it("asks for the password of a link with a form and remembers that it was given", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const cloud = client(sandbox);
    await cloud.put("/folder/a.txt", "hello");
    const { token } = await cloud.share("/folder", { password: "Orange-Window-77" });
    const first = await cloud.get(`/s/${token}/download`);
    expect(first.headers.get("location")).toBe(`/s/${token}/authenticate/downloadshare`);
    const form = await cloud.get(first.headers.get("location") ?? "");
    const cookie = (form.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    const requesttoken = /data-requesttoken="([^"]+)"/.exec(await form.text())?.[1] ?? "";
    const send = (fields: Record<string, string>): Promise<Response> =>
      cloud.request("POST", `/s/${token}/authenticate/downloadshare`, {
        headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
      });
    expect((await send({ password: "Orange-Window-77" })).status).toBe(412);
    expect((await send({ requesttoken, password: "wrong" })).status).toBe(200);
    expect((await send({ requesttoken, password: "Orange-Window-77" })).headers.get("location")).toBe(
      `/s/${token}/download`,
    );
    const zip = await cloud.get(`/public.php/dav/files/${token}/?accept=zip`, {
      login: ["", ""],
      headers: { cookie },
    });
    const bytes = Buffer.from(await zip.arrayBuffer());
    expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
    expect(bytes.includes("folder/a.txt")).toBe(true);
  });

  it("blocks an address after eleven wrong passwords of a link, and no login", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const cloud = client(sandbox);
    await cloud.put("/a.txt", "hello");
    const { token } = await cloud.share("/a.txt", { password: "Orange-Window-77" });
    const status = async (password: string): Promise<number> =>
      (await cloud.get(`/public.php/dav/files/${token}`, { login: ["anonymous", password] })).status;
    for (let attempt = 0; attempt < 11; attempt += 1) expect(await status("no")).toBe(401);
    expect(await status("Orange-Window-77")).toBe(500);
    expect((await cloud.ocs("GET", "/cloud/user")).status).toBe(200);
    sandbox.state.nextcloud.resetLimits();
    expect(await status("Orange-Window-77")).toBe(200);
  });
});
