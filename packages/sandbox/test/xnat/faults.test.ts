import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/index.js";
import { startArchiveTest, type ArchiveTest } from "../support/archive-test.js";

const SCAN = "/data/experiments/XNAT_E00001/scans/1/resources/DICOM/files";
const FILE = `${SCAN}/0001.dcm`;
const LIST = `${SCAN}?format=json`;
const ZIP = `${SCAN}?format=zip`;

/** What of an answer arrived, and whether it ended in order. */
async function arrived(
  test: ArchiveTest,
  path: string,
): Promise<{ readonly bytes: Buffer; readonly whole: boolean; readonly length: string | null }> {
  const answer = await test.open(path);
  const chunks: Uint8Array[] = [];
  const length = answer.headers.get("content-length");
  try {
    for await (const chunk of answer.body ?? []) chunks.push(chunk as Uint8Array);
  } catch {
    return { bytes: Buffer.concat(chunks), whole: false, length };
  }
  return { bytes: Buffer.concat(chunks), whole: true, length };
}

/** The bytes without the fault and what arrives with it. */
async function struck(path: string, rule: FaultRule) {
  await using test = await startArchiveTest({ projects: [{ id: "P", subjects: 1, fileBytes: 100_000 }] });
  const { bytes: right } = await arrived(test, path);
  test.sandbox.faults.add(rule);
  const there = await arrived(test, path);
  return { right, ...there, sent: test.sandbox.log.entries.at(-1)?.responseBytes };
}

describe.each([
  ["a zip", ZIP],
  ["a file", FILE],
  ["a list", LIST],
])("%s", (_what, path) => {
  it("is cut after some bytes, by a closed connection", async () => {
    const { right, bytes, whole, sent } = await struck(path, { kind: "cutAtBytes", bytes: 500 });
    expect([sent, whole]).toEqual([500, false]);
    // fetch may drop what it had when the connection breaks.
    expect(bytes.equals(right.subarray(0, bytes.length))).toBe(true);
  });

  it("is cut by a reset", async () => {
    const { right, bytes, whole } = await struck(path, { kind: "cutAtBytes", bytes: 500, end: "reset" });
    expect([bytes.length < right.length, whole]).toEqual([true, false]);
  });

  it("stalls", async () => {
    const { bytes, whole } = await struck(path, { kind: "stall", afterBytes: 300, ms: 50 });
    expect([bytes.length, whole]).toEqual([300, false]);
  });

  it("has a byte flipped", async () => {
    const { right, bytes } = await struck(path, { kind: "flipByte", at: 200 });
    expect(bytes.length).toBe(right.length);
    expect([...bytes.keys()].filter((at) => bytes[at] !== right[at])).toEqual([200]);
  });

  it("is a 503 once, or a login page with 200", async () => {
    await using test = await startArchiveTest();
    test.sandbox.faults.add({ kind: "status", status: 503 });
    test.sandbox.faults.add({ kind: "html" });
    expect((await test.ask(path)).status).toBe(503);
    const page = await test.ask(path);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=UTF-8"]);
    expect((await test.ask(path)).headers.get("content-type")).not.toContain("text/html");
  });

  it("is refused once its session has expired", async () => {
    await using test = await startArchiveTest();
    expect((await test.ask(path)).status).toBe(200);
    test.sandbox.faults.add({ path: "/scans/1/", kind: "run", run: () => test.state.expireSessions() });
    expect((await test.ask(path)).status).toBe(401);
    expect(test.state.sessions()).toBe(0);
  });
});

describe("a zip, which has no length", () => {
  it("is cut and ended as if it were whole", async () => {
    const { right, bytes, whole } = await struck(ZIP, { kind: "cutAtBytes", bytes: 120_000, end: "clean" });
    expect([bytes.equals(right.subarray(0, 120_000)), whole]).toEqual([true, true]);
  });

  it("is cut at a share of it, and flipped in its middle", async () => {
    const cut = await struck(ZIP, { kind: "cutAtPercent", percent: 50 });
    expect([cut.bytes.length, cut.whole]).toEqual([Math.floor(cut.right.length / 2), false]);
    const { right, bytes } = await struck(ZIP, { kind: "flipByte" });
    const middle = Math.floor(right.length / 2);
    expect([...bytes.keys()].filter((at) => bytes[at] !== right[at])).toEqual([middle]);
  });

  it("gets a length that is wrong", async () => {
    const { right, length, whole } = await struck(ZIP, { kind: "wrongLength", delta: 100 });
    expect([length, whole]).toEqual([String(right.length + 100), false]);
  });
});

it("ends a file early although its length was told", async () => {
  const { bytes, whole, length } = await struck(FILE, { kind: "cutAtBytes", bytes: 700, end: "clean" });
  expect([bytes.length, whole, length]).toEqual([700, false, "100000"]);
});

it("changes a list between it and the zip that follows", async () => {
  await using test = await startArchiveTest();
  test.sandbox.faults.add({
    query: "format=json",
    kind: "run",
    when: "after",
    run: () => test.state.addFile("SANDBOX/S1/S1_MR1/1/DICOM", "0004.dcm", "new"),
  });
  expect((await test.ask(LIST)).rows()).toHaveLength(3);
  expect((await test.ask(ZIP)).text).toContain("/0004.dcm");
});
