import { describe, expect, it } from "vitest";
import { type FaultRule, type Sandbox, startSandbox } from "../src/index.js";
import { client } from "./support/client.js";

const PATH = "/remote.php/dav/files/researcher/scan.bin";
const BODY = Buffer.alloc(400_000, 5);

async function withFault(rule: FaultRule, test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  await using sandbox = await startSandbox({ nextcloud: true });
  await sandbox.state.nextcloud.putFile("/scan.bin", BODY);
  sandbox.faults.add(rule);
  await test(sandbox);
}

async function received(
  sandbox: Sandbox,
): Promise<{ bytes: Buffer; failed: boolean; length: string | null }> {
  const answer = await client(sandbox).get(PATH);
  const chunks: Uint8Array[] = [];
  const length = answer.headers.get("content-length");
  try {
    for await (const chunk of answer.body ?? []) chunks.push(chunk as Uint8Array);
  } catch {
    return { bytes: Buffer.concat(chunks), failed: true, length };
  }
  return { bytes: Buffer.concat(chunks), failed: false, length };
}

describe("faults on the way down", () => {
  it("answers a status once, with its headers, then works again", () =>
    withFault({ kind: "status", status: 503, headers: { "Retry-After": "7" } }, async (sandbox) => {
      const first = await client(sandbox).get(PATH);
      expect([first.status, first.headers.get("retry-after")]).toEqual([503, "7"]);
      expect((await client(sandbox).get(PATH)).status).toBe(200);
    }));

  it("answers an HTML login page with 200", () =>
    withFault({ kind: "html", path: /scan/ }, async (sandbox) => {
      const answer = await client(sandbox).get(PATH);
      expect(answer.headers.get("content-type")).toContain("text/html");
      expect(await answer.text()).toContain("<html>");
    }));

  it("resets the connection", () =>
    withFault({ kind: "reset" }, async (sandbox) => {
      await expect(client(sandbox).get(PATH)).rejects.toThrow("fetch failed");
    }));

  it("cuts the body at a percentage", () =>
    withFault({ kind: "cutAtPercent", percent: 60 }, async (sandbox) => {
      const { bytes, failed } = await received(sandbox);
      expect(failed).toBe(true);
      expect(bytes.length).toBeLessThanOrEqual(240_000);
      expect((await received(sandbox)).bytes.equals(BODY)).toBe(true);
    }));

  it("stalls after some bytes and ends with a cut", () =>
    withFault({ kind: "stall", afterBytes: 1000, ms: 50 }, async (sandbox) => {
      const { bytes, failed } = await received(sandbox);
      expect([bytes.length, failed]).toEqual([1000, true]);
    }));

  it("turns over one bit", () =>
    withFault({ kind: "flipByte", at: 300_001 }, async (sandbox) => {
      const { bytes } = await received(sandbox);
      expect(bytes.length).toBe(BODY.length);
      expect(bytes[300_001]).toBe(4);
      expect(bytes.filter((byte) => byte !== 5).length).toBe(1);
    }));

  it("announces a wrong length", () =>
    withFault({ kind: "wrongLength", delta: 10 }, async (sandbox) => {
      const { failed, length } = await received(sandbox);
      expect([length, failed]).toEqual(["400010", true]);
    }));

  it("comes late by the latency asked for", () =>
    withFault({ kind: "latency", ms: 120 }, async (sandbox) => {
      const start = performance.now();
      await received(sandbox);
      expect(performance.now() - start).toBeGreaterThanOrEqual(115);
    }));
});

describe("faults on the way up", () => {
  it("cuts an upload and leaves nothing behind", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    sandbox.faults.add({ method: "PUT", kind: "cutUploadAtPercent", percent: 50 });
    await expect(client(sandbox).put("/new.bin", BODY)).rejects.toThrow("fetch failed");
    expect(sandbox.state.nextcloud.files()).toEqual([]);
    expect(sandbox.state.nextcloud.lockCount).toBe(0);
    expect((await client(sandbox).put("/new.bin", BODY)).status).toBe(201);
  });

  it("stores other bytes than were sent, which only a digest shows", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    sandbox.faults.add({ method: "PUT", kind: "flipUploadByte", at: 7 });
    expect((await client(sandbox).put("/new.bin", BODY)).status).toBe(201);
    const stored = await sandbox.state.nextcloud.readFile("/new.bin");
    expect([stored.length, stored[7]]).toEqual([BODY.length, 4]);
  });

  it("stores less than was sent without a word", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    sandbox.faults.add({ method: "PUT", kind: "truncateUpload", bytes: 1234 });
    expect((await client(sandbox).put("/new.bin", BODY)).status).toBe(201);
    expect(sandbox.state.nextcloud.files()[0]?.sizeBytes).toBe(1234);
  });
});

describe("answers that are lost", () => {
  it("makes the share and resets the connection", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    await sandbox.state.nextcloud.putFile("/scan.bin", "x");
    sandbox.faults.add({ method: "POST", path: "/shares", kind: "reset", when: "after" });
    await expect(client(sandbox).share("/scan.bin")).rejects.toThrow("fetch failed");
    expect(sandbox.state.nextcloud.shares()).toHaveLength(1);
  });

  it("answers 504 at once while the server goes on", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    await sandbox.state.nextcloud.putFile("/a.bin", "x");
    sandbox.faults.add({ method: "MOVE", kind: "status", status: 504, when: "detached" });
    const answer = await client(sandbox).request("MOVE", "/remote.php/dav/files/researcher/a.bin", {
      headers: { destination: `${sandbox.url.nextcloud}/remote.php/dav/files/researcher/b.bin` },
    });
    expect(answer.status).toBe(504);
    await expect.poll(() => sandbox.state.nextcloud.files().map((file) => file.path)).toEqual(["/b.bin"]);
  });
});

describe("the list of rules", () => {
  it("skips, counts and removes", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const rule = sandbox.faults.add({ path: "status.php", kind: "status", status: 500, skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1)
      statuses.push((await fetch(`${sandbox.url.nextcloud}/status.php`)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(rule.hits).toBe(2);
    const other = sandbox.faults.add({ kind: "status", status: 500, times: 9 });
    other.remove();
    expect((await fetch(`${sandbox.url.nextcloud}/status.php`)).status).toBe(200);
  });

  it("logs method, path, status and bytes, and names of query parameters without their values", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    await client(sandbox).put("/n%20b.bin", "12345");
    await (await client(sandbox).get("/ocs/v2.php/cloud/user?format=json&password=geheim")).text();
    expect(sandbox.log.find("PUT", "/n b.bin")).toMatchObject([
      { server: "nextcloud", status: 201, requestBytes: 5, aborted: false },
    ]);
    expect(sandbox.log.find("GET", /cloud\/user$/)[0]?.queryNames).toEqual(["format", "password"]);
    expect(JSON.stringify(sandbox.log.entries)).not.toContain("geheim");
    sandbox.log.clear();
    expect(sandbox.log.entries).toHaveLength(0);
  });
});
