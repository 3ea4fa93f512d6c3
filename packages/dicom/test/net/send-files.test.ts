import { readFile, truncate, unlink } from "node:fs/promises";
import { isScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { echo, sendFiles } from "../../src/index.js";
import { startLookalike, type Turn } from "../support/lookalike.js";
import { madeImage } from "../support/make-dicom.js";
import { makeFiles } from "../support/made-files.js";
import { sendAll, short, verdicts } from "../support/send-all.js";

const reject = (result: number, source: number, reason: number): Buffer =>
  Buffer.from([3, 0, 0, 0, 0, 4, 0, result, source, reason]);

describe("a receiver that answers", () => {
  it.each([
    [0x0000, "stored"],
    [0xb000, "warned"],
    [0xb007, "warned"],
    [0x0107, "warned"],
    [0xa700, "refused remote/quota"],
    [0xa900, "refused remote/refused"],
    [0xc000, "refused remote/refused"],
    [0x0122, "refused remote/refused"],
    [0x0124, "refused remote/refused"],
  ])("with status %i has each file end by it", async (status, verdict) => {
    await using made = await makeFiles(1);
    await using box = await startLookalike({ store: () => status });
    const [outcome] = await sendAll(made.files, box.peer);
    expect(verdicts([outcome!])).toEqual({ "1": verdict });
    expect(outcome?.dimseStatus).toBe(status);
  });

  it.each([16, 1000, 16_384, 0])(
    "within units of at most %i bytes gets the data set whole",
    async (limit) => {
      await using made = await makeFiles(2, 20_000);
      await using box = await startLookalike({ maxPduLength: limit });
      expect(verdicts(await sendAll(made.files, box.peer))).toEqual({ "1": "stored", "2": "stored" });
      const sent = await Promise.all(made.files.map(({ path }) => readFile(path)));
      expect(box.received.map((one, index) => sent[index]?.subarray(-one.length).equals(one))).toEqual([
        true,
        true,
      ]);
      expect(box.received[0]?.length).toBeGreaterThan(20_000);
      if (limit > 0) expect(box.longestPdu).toBeLessThanOrEqual(limit);
    },
  );

  it("byte by byte is understood", async () => {
    await using made = await makeFiles(1);
    await using box = await startLookalike({ store: () => "pieces" });
    expect(verdicts(await sendAll(made.files, box.peer))).toEqual({ "1": "stored" });
  });

  it("but says no goodbye is not waited for long", async () => {
    await using made = await makeFiles(1);
    await using box = await startLookalike({ keepsMuteAtRelease: true });
    const peer = { ...box.peer, releaseTimeoutMs: 20 };
    expect(verdicts(await sendAll(made.files, peer))).toEqual({ "1": "stored" });
  });

  it("is asked about each kind of file by itself, and what it does not take is not sent", async () => {
    await using made = await makeFiles(2);
    await made.add(madeImage(3), { transferSyntax: "1.2.840.10008.1.2.4.70" });
    await using box = await startLookalike({ context: (index) => (index === 1 ? 4 : 0) });
    // The third file's kind is new, so a second association asks about it first and about the other one second.
    const outcomes = await sendAll([made.files[2]!, ...made.files], box.peer);
    expect(box.contexts).toEqual([
      ["1.2.840.10008.5.1.4.1.1.4|1.2.840.10008.1.2.4.70"],
      ["1.2.840.10008.5.1.4.1.1.4|1.2.840.10008.1.2.1", "1.2.840.10008.5.1.4.1.1.4|1.2.840.10008.1.2.4.70"],
    ]);
    expect(outcomes.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "3 stored",
      "1 stored",
      "2 stored",
      "3 not-negotiable",
    ]);
  });

  it("is asked about at most 128 kinds in one association", async () => {
    await using made = await makeFiles(1);
    const files = Array.from({ length: 130 }, (_, index) => ({
      ...made.files[0]!,
      id: String(index),
      header: { ...made.files[0]!.header, sopClassUid: `1.2.3.${String(index)}` },
    }));
    await using box = await startLookalike();
    const outcomes = await sendAll(files, box.peer);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["stored"]));
    expect(outcomes).toHaveLength(130);
    expect(Math.max(...box.contexts.map((asked) => asked.length))).toBe(128);
  });

  it("gets files over several associations at once, each file once", async () => {
    await using made = await makeFiles(20);
    await using box = await startLookalike();
    const outcomes = await sendAll(made.files, box.peer, { associations: 4 });
    expect(new Set(outcomes.map(({ id, status }) => `${id} ${status}`)).size).toBe(20);
    expect(box.received).toHaveLength(20);
    expect(box.associations).toBe(4);
  });

  it("on one association only gets everything over that one", async () => {
    await using made = await makeFiles(8);
    await using box = await startLookalike({
      associate: (number) => (number === 0 ? undefined : reject(2, 3, 2)),
    });
    const outcomes = await sendAll(made.files, box.peer, { associations: 3, retries: 0 });
    expect(outcomes.filter(({ status }) => status === "stored")).toHaveLength(8);
  });
});

describe("an association", () => {
  it.each<[string, Turn, verdict: string]>([
    ["for an unknown called AE title", reject(1, 1, 7), "failed remote/refused"],
    ["for an unknown calling AE title", reject(1, 1, 3), "failed remote/refused"],
    ["for another reason", reject(1, 1, 1), "failed remote/refused"],
    ["for now", reject(2, 3, 1), "failed remote/busy"],
    ["by abort", "abort", "failed net/reset"],
    ["by hanging up", "close", "failed net/reset"],
    ["by reset", "reset", "failed net/reset"],
    ["with a web page", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), "failed net/reset"],
    ["with an alert of TLS", Buffer.from([0x15, 3, 3, 0, 2, 2, 0x46]), "failed net/reset"],
    ["with a length beyond all bounds", Buffer.from([2, 0, 0x7f, 0xff, 0xff, 0xff]), "failed net/reset"],
    ["with an accept that is none", Buffer.from([2, 0, 0, 0, 0, 2, 1, 1]), "failed net/reset"],
    ["with a data unit", Buffer.from([4, 0, 0, 0, 0, 0]), "failed net/reset"],
  ])("that is refused %s fails every file once", async (_, turn, verdict) => {
    await using made = await makeFiles(3);
    await using box = await startLookalike({ associate: () => turn });
    expect(verdicts(await sendAll(made.files, box.peer, { retries: 1 }))).toEqual({
      "1": verdict,
      "2": verdict,
      "3": verdict,
    });
    expect(box.associations).toBeLessThanOrEqual(2);
  });

  it("that is refused to all who ask at once fails every file once", async () => {
    await using made = await makeFiles(6);
    await using box = await startLookalike({ associate: () => reject(2, 3, 2) });
    const outcomes = await sendAll(made.files, box.peer, { associations: 3, retries: 0 });
    expect(outcomes).toHaveLength(6);
    expect(verdicts(outcomes)).toEqual(
      Object.fromEntries(made.files.map(({ id }) => [id, "failed remote/busy"])),
    );
  });

  it("that is never answered fails in time", async () => {
    await using made = await makeFiles(2);
    await using box = await startLookalike({ associate: () => "mute" });
    const peer = { ...box.peer, associationTimeoutMs: 30 };
    expect(verdicts(await sendAll(made.files, peer, { retries: 0 }))).toEqual({
      "1": "failed net/timeout",
      "2": "failed net/timeout",
    });
  });

  it("that is refused for now is asked for again", async () => {
    await using made = await makeFiles(1);
    await using box = await startLookalike({
      associate: (number) => (number < 2 ? reject(2, 3, 2) : undefined),
    });
    const told: number[] = [];
    const options = { onRetry: ({ attempt }: { attempt: number }) => told.push(attempt) };
    expect(verdicts(await sendAll(made.files, box.peer, options))).toEqual({ "1": "stored" });
    expect(told).toEqual([1, 2]);
  });
});

describe("a receiver", () => {
  it("that loses three files in a row is not asked again, and every file is told", async () => {
    await using made = await makeFiles(9);
    await using box = await startLookalike({ store: () => "abort" });
    const outcomes = await sendAll(made.files, box.peer);
    expect(outcomes.map(({ id, status }) => `${id} ${status}`)).toEqual(
      made.files.map(({ id }) => `${id} failed`),
    );
    expect(box.associations).toBe(6);
  });

  it("is not troubled with files that cannot be read, and gets the others", async () => {
    await using made = await makeFiles(5, 1_000_000);
    await unlink(made.files[0]!.path);
    await truncate(made.files[1]!.path, 0);
    made.files[2] = { ...made.files[2]!, header: { ...made.files[2]!.header, sopInstanceUid: "" } };
    made.files[3] = { ...made.files[3]!, patch: { tag: 0x00104000, value: "ü" } };
    await using box = await startLookalike();
    expect(verdicts(await sendAll(made.files, box.peer))).toEqual({
      "1": "failed local/not-found",
      "2": "failed data/corrupt",
      "3": "failed data/corrupt",
      "4": "failed input/invalid",
      "5": "stored",
    });
    expect(box.associations).toBe(1);
  });

  it("is told when the caller gives up", async () => {
    await using made = await makeFiles(3);
    const stop = new AbortController();
    await using box = await startLookalike({
      store: (object) => {
        if (object === 1) stop.abort();
        return object === 1 ? "mute" : 0;
      },
    });
    const seen: string[] = [];
    const run = async (): Promise<void> => {
      const options = { signal: stop.signal };
      for await (const { id } of sendFiles(made.files, { ...box.peer, ...short }, options)) seen.push(id);
    };
    await expect(run()).rejects.toSatisfy((error) => isScanferryError(error, "aborted"));
    expect(seen).toEqual(["1"]);
  });

  it("answers an echo, or is told apart from what is none", async () => {
    await using good = await startLookalike();
    expect((await echo(good.peer)).status).toBe(0);
    await using mute = await startLookalike({ associate: () => "mute" });
    const wrong = echo({ ...mute.peer, associationTimeoutMs: 30 });
    await expect(wrong).rejects.toSatisfy((error) => isScanferryError(error, "net/timeout"));
  });

  it.each([
    ["has a port that cannot be", { host: "localhost", port: 0 }],
    ["has no name", { host: " ", port: 104 }],
    ["has a title that is too long", { host: "localhost", port: 104, calledAet: "SEVENTEEN-LETTERS" }],
  ])("that %s is refused before anything is sent", async (_, peer) => {
    await expect(echo(peer)).rejects.toSatisfy((error) => isScanferryError(error, "input/invalid"));
  });

  it("that nobody is at is unreachable", async () => {
    const box = await startLookalike();
    await box[Symbol.asyncDispose]();
    await expect(echo(box.peer)).rejects.toSatisfy((error) => isScanferryError(error, "net/unreachable"));
  });
});
