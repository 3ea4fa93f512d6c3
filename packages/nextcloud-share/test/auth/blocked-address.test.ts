import { describe, expect, it } from "vitest";
import { NextcloudClient } from "../../src/index.js";
import { bodyOf, patternedBytes } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import type { Box } from "../support/open-box.js";
import { openBox } from "../support/open-box.js";

/** A server that blocks an address at the first wrong password, and has just been given one. */
async function blockedBox(version: "27" | "32"): Promise<Box> {
  const box = await openBox({ version, bruteForce: { attempts: 1, periodMs: 1_800_000 } });
  await failsWith(
    NextcloudClient.connect({ ...box.options, auth: { username: "researcher", appPassword: "wrong" } }),
    "auth/rejected",
  );
  box.sandbox.log.clear();
  return box;
}

const asked = (box: Box): number =>
  box.sandbox.log.entries.filter((entry) => !entry.path.endsWith("/status.php")).length;

describe.each(["32", "27"] as const)("a blocked address on Nextcloud %s", (version) => {
  it("is told after one request when connecting", async () => {
    await using box = await blockedBox(version);
    const error = await failsWith(NextcloudClient.connect(box.options), "remote/busy");
    expect(error).toMatchObject({ retryable: false, details: { blocked: true } });
    expect(error.hint).toContain("30 minutes");
    expect(asked(box)).toBe(1);
    expect(box.waitedMs()).toBe(0);
  });

  it.each([
    ["a look at a file", (cloud: NextcloudClient) => cloud.files.stat("a.zip")],
    ["a new link", (cloud: NextcloudClient) => cloud.shares.create({ path: "a.zip" })],
    [
      "an upload",
      (cloud: NextcloudClient) => cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(9)) }),
    ],
    [
      "a chunked upload",
      (cloud: NextcloudClient) =>
        cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(9)) }, { chunkThresholdBytes: 1 }),
    ],
  ])("stops %s at the first request, and everything after it", async (_name, act) => {
    await using box = await blockedBox(version);
    const first = await failsWith(act(box.cloud), "remote/busy");
    expect(asked(box)).toBe(1);
    expect(await failsWith(box.cloud.files.stat("b.zip"), "remote/busy")).toBe(first);
    expect(await failsWith(box.cloud.shares.create({ path: "b.zip" }), "remote/busy")).toBe(first);
    expect(asked(box)).toBe(1);
  });
});

it("stops at a block that begins in the middle of an upload", async () => {
  await using box = await openBox();
  const body =
    '<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:exception>OCA\\DAV\\Connector\\Sabre\\Exception\\TooManyRequests</s:exception><s:message/></d:error>';
  box.sandbox.faults.add({ method: "PUT", kind: "status", status: 429, body, times: 99 });
  await failsWith(box.cloud.upload({ path: "a.zip", body: bodyOf(patternedBytes(9)) }), "remote/busy");
  expect(box.sandbox.log.find("PUT", "a.zip")).toHaveLength(1);
  box.sandbox.log.clear();
  await failsWith(box.cloud.files.stat("a.zip"), "remote/busy");
  expect(box.sandbox.log.entries).toEqual([]);
});

it("still waits out an ordinary 429 without a text", async () => {
  await using box = await openBox();
  box.sandbox.faults.add({ method: "PROPFIND", kind: "status", status: 429 });
  expect(await box.cloud.files.stat("a.zip")).toBeUndefined();
});
