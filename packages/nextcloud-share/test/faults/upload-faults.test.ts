import type { FaultRule } from "@scanferry/sandbox";
import type { ErrorCode, NetworkOptions } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { NextcloudClient } from "../../src/index.js";
import { bodyOf, patternedBytes, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox, realPause } from "../support/open-box.js";

const MiB = 1024 * 1024;
const html = "<!DOCTYPE html>\n<html><body>Please sign in</body></html>";

interface Row {
  readonly fault: string;
  readonly rule: FaultRule;
  /** How it must end: stored whole after a repetition, or with this code and nothing left behind. */
  readonly ends: "stored" | ErrorCode;
  readonly network?: NetworkOptions;
  /** PUTs that reach the server. */
  readonly puts?: number;
}

const put = { method: "PUT", path: /sub-01\.zip$/ };
const plain: readonly Row[] = [
  { fault: "503 once", rule: { ...put, kind: "status", status: 503 }, ends: "stored", puts: 2 },
  {
    fault: "503 for good",
    rule: { ...put, kind: "status", status: 503, times: 99 },
    ends: "remote/busy",
    puts: 5,
  },
  { fault: "429 once", rule: { ...put, kind: "status", status: 429 }, ends: "stored", puts: 2 },
  { fault: "a reset before anything", rule: { ...put, kind: "reset" }, ends: "stored", puts: 2 },
  {
    fault: "a reset after the file was stored",
    rule: { ...put, kind: "reset", when: "after" },
    ends: "stored",
  },
  {
    fault: "a proxy that answers 504 although the file was stored",
    rule: { ...put, kind: "status", status: 504, when: "after" },
    ends: "stored",
  },
  {
    fault: "a cut at 60 %",
    rule: { ...put, kind: "cutUploadAtPercent", percent: 60 },
    ends: "stored",
    puts: 2,
  },
  {
    fault: "a stall",
    rule: { ...put, kind: "stallUpload", afterBytes: 70_000, ms: 500 },
    ends: "stored",
    network: { stallMs: 300, answerMs: 300 },
  },
  { fault: "a flipped bit", rule: { ...put, kind: "flipUploadByte" }, ends: "stored", puts: 2 },
  {
    fault: "flipped bits for good",
    rule: { ...put, kind: "flipUploadByte", times: 99 },
    ends: "data/checksum-mismatch",
    puts: 5,
  },
  {
    fault: "a silently shortened file",
    rule: { ...put, kind: "truncateUpload", bytes: 1000 },
    ends: "stored",
    puts: 2,
  },
  {
    fault: "0 bytes stored for good",
    rule: { ...put, kind: "truncateUpload", bytes: 0, times: 99 },
    ends: "data/size-mismatch",
    puts: 5,
  },
  { fault: "507", rule: { ...put, kind: "status", status: 507 }, ends: "remote/quota", puts: 1 },
  { fault: "423 once", rule: { ...put, kind: "status", status: 423 }, ends: "stored", puts: 2 },
  { fault: "401", rule: { ...put, kind: "status", status: 401, times: 99 }, ends: "auth/rejected", puts: 1 },
  { fault: "a login page with 200", rule: { ...put, kind: "html" }, ends: "auth/required", puts: 1 },
  {
    fault: "a portal's page with 400",
    rule: { ...put, kind: "status", status: 400, body: html },
    ends: "remote/refused",
    puts: 1,
  },
];

describe("a plain upload", () => {
  it.each(plain)("with $fault ends as $ends", async ({ rule, ends, puts, network }) => {
    await using box = await openBox(
      {},
      network === undefined ? {} : { network, retries: 20, sleep: realPause },
    );
    const bytes = patternedBytes(400_000);
    box.sandbox.faults.add(rule);
    box.sandbox.log.clear();
    const work = box.cloud.upload({ path: "MRI/sub-01.zip", body: bodyOf(bytes) });
    if (ends === "stored") {
      expect(await work).toMatchObject({ sha256: sha256(bytes), verifiedBy: "server-sha256" });
      expect(sha256(await box.sandbox.state.nextcloud.readFile("/MRI/sub-01.zip"))).toBe(sha256(bytes));
    } else {
      await failsWith(work, ends);
      expect(box.sandbox.state.nextcloud.files().filter((file) => file.path.endsWith("sub-01.zip"))).toEqual(
        [],
      );
    }
    if (puts !== undefined) expect(box.sandbox.log.find("PUT", "sub-01.zip")).toHaveLength(puts);
  });

  it("stops at maintenance mode and says so", async () => {
    await using box = await openBox();
    box.sandbox.state.nextcloud.settings.maintenance = true;
    const error = await failsWith(
      box.cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(10)) }),
      "remote/busy",
    );
    expect(error.message).toContain("maintenance");
  });

  it("waits for another client's lock", async () => {
    await using box = await openBox();
    await box.sandbox.state.nextcloud.putFile("/a.zip", "old");
    const unlock = box.sandbox.state.nextcloud.lock("/a.zip");
    const events: string[] = [];
    const bytes = patternedBytes(1000);
    await box.cloud.upload(
      { path: "a.zip", body: bodyOf(bytes), replace: true },
      {
        onEvent: (event) => {
          events.push(event.type);
          if (event.type === "retry") unlock();
        },
      },
    );
    expect(events).toContain("retry");
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/a.zip"))).toBe(sha256(bytes));
  });

  it("names the figures when the account is full", async () => {
    await using box = await openBox({ quotaBytes: 1000 });
    const error = await failsWith(
      box.cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(5000)) }),
      "remote/quota",
    );
    expect(error.details).toMatchObject({ neededBytes: 5000 });
    expect(error.hint).toContain("trash");
  });

  it("tells a full account although the server answers long before it has read the body", async () => {
    await using box = await openBox({ quotaBytes: 1000 });
    box.sandbox.log.clear();
    await failsWith(
      box.cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(30 * MiB)) }),
      "remote/quota",
    );
    expect(box.sandbox.log.find("PUT", "a.zip")).toHaveLength(1);
  });

  it("goes over to small chunks where a proxy refuses a large body", async () => {
    await using box = await openBox();
    box.sandbox.faults.add({ ...put, kind: "status", status: 413, times: 99 });
    const bytes = patternedBytes(11 * MiB);
    const result = await box.cloud.upload({ path: "sub-01.zip", body: bodyOf(bytes) });
    expect(result).toMatchObject({
      chunks: { sent: 3, kept: 0 },
      sha256: sha256(bytes),
      verifiedBy: "server-sha256",
    });
    await failsWith(
      box.cloud.upload({ path: "x/sub-01.zip", body: bodyOf(patternedBytes(1000)) }),
      "remote/refused",
    );
  });

  it("waits as long as the server asks", async () => {
    await using box = await openBox();
    box.sandbox.faults.add({ ...put, kind: "status", status: 503, headers: { "Retry-After": "90" } });
    await box.cloud.upload({ path: "sub-01.zip", body: bodyOf(patternedBytes(1000)) });
    expect(box.waitedMs()).toBeGreaterThanOrEqual(90_000);
  });

  it("says that only the size was compared where the server computes no digest", async () => {
    await using box = await openBox();
    box.sandbox.faults.add({ ...put, kind: "status", status: 201, when: "after" });
    box.sandbox.faults.add({ method: "PATCH", kind: "status", status: 501 });
    const result = await box.cloud.upload({ path: "sub-01.zip", body: bodyOf(patternedBytes(5000)) });
    expect(result.verifiedBy).toBe("size");
  });

  it("asks for the digest where the answer to the upload brings none, and waits for a slow one", async () => {
    await using box = await openBox();
    const bytes = patternedBytes(5000);
    box.sandbox.faults.add({ ...put, kind: "status", status: 201, when: "after" });
    box.sandbox.faults.add({ method: "PATCH", kind: "status", status: 504, when: "after" });
    const result = await box.cloud.upload({ path: "sub-01.zip", body: bodyOf(bytes) });
    expect(result).toMatchObject({ verifiedBy: "server-sha256", sha256: sha256(bytes) });
    expect(box.sandbox.log.find("PATCH", "sub-01.zip")).toHaveLength(1);
  });

  it("never sends a source that is shorter or longer than announced", async () => {
    await using box = await openBox();
    const bytes = patternedBytes(200_000);
    for (const lengthBytes of [199_999, 200_001]) {
      const body = { ...bodyOf(bytes), lengthBytes };
      await failsWith(box.cloud.upload({ path: "a.zip", body }), "data/size-mismatch");
    }
    expect(box.sandbox.state.nextcloud.files().filter((file) => file.path === "/a.zip")).toEqual([]);
  });

  it("does not overwrite a file that somebody else put there while an answer was lost", async () => {
    await using box = await openBox();
    const theirs = (): Promise<void> => box.sandbox.state.nextcloud.putFile("/sub-01.zip", "theirs");
    await using cloud = await NextcloudClient.connect({ ...box.options, sleep: theirs });
    box.sandbox.faults.add({ ...put, kind: "reset" });
    const work = cloud.upload({ path: "sub-01.zip", body: bodyOf(patternedBytes(5000)) });
    await failsWith(work, "remote/exists");
    expect((await box.sandbox.state.nextcloud.readFile("/sub-01.zip")).toString()).toBe("theirs");
  });

  it("makes a folder again that was removed meanwhile", async () => {
    await using box = await openBox();
    await box.cloud.upload({ path: "MRI/a.zip", body: bodyOf(patternedBytes(10)) });
    await using other = await NextcloudClient.connect(box.options);
    await other.files.remove("MRI");
    await box.cloud.upload({ path: "MRI/b.zip", body: bodyOf(patternedBytes(10)) });
    expect(box.sandbox.state.nextcloud.files().map((file) => file.path)).toContain("/MRI/b.zip");
  });

  it("leaves nothing when it is aborted", async () => {
    await using box = await openBox();
    const stop = new AbortController();
    const body = {
      lengthBytes: 2 * MiB,
      async *open(): AsyncGenerator<Uint8Array> {
        yield patternedBytes(MiB);
        stop.abort();
        await new Promise((resolve) => setImmediate(resolve));
        yield patternedBytes(MiB);
      },
    };
    await failsWith(box.cloud.upload({ path: "a.zip", body }, { signal: stop.signal }), "aborted");
    expect(box.sandbox.state.nextcloud.files().filter((file) => file.path === "/a.zip")).toEqual([]);
  });
});
