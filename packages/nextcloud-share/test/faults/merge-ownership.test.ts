import { describe, expect, it } from "vitest";
import { bodyOf, patternedBytes, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { brokenConnection, hookedFetch } from "../support/hooked-fetch.js";
import { openBox } from "../support/open-box.js";

const MiB = 1024 * 1024;
const bytes = patternedBytes(11 * MiB, 9);
const options = { chunkThresholdBytes: MiB, chunkBytes: 5 * MiB };
const move = { method: "MOVE", path: /\.file$/ };

describe("a chunked upload whose joined file is damaged", () => {
  it.each(["the first check", "the second joining"])(
    "leaves a file that somebody else put there before %s",
    async (moment) => {
      const hooked = hookedFetch();
      await using box = await openBox({}, { fetch: hooked.fetch });
      box.sandbox.faults.add({ method: "PUT", path: /\/00002$/, kind: "flipUploadByte" });
      let moves = 0;
      hooked.hook = async (method, _url, pass) => {
        if (method === "MOVE") moves += 1;
        if (moment === "the second joining" ? method !== "MOVE" || moves !== 2 : method !== "PATCH")
          return undefined;
        if (method === "MOVE") await box.sandbox.state.nextcloud.putFile("/big.zip", "theirs");
        const answer = await pass();
        if (method === "PATCH") await box.sandbox.state.nextcloud.putFile("/big.zip", "theirs");
        return answer;
      };
      await failsWith(box.cloud.upload({ path: "big.zip", body: bodyOf(bytes) }, options), "remote/exists");
      expect((await box.sandbox.state.nextcloud.readFile("/big.zip")).toString()).toBe("theirs");
      expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
    },
  );
});

describe("joining", () => {
  it("does not take a foreign file of the same size for the joined one", async () => {
    const hooked = hookedFetch();
    await using box = await openBox({}, { fetch: hooked.fetch });
    const theirs = patternedBytes(bytes.byteLength, 77);
    let moves = 0;
    hooked.hook = async (method) => {
      if (method !== "MOVE" || ++moves > 1) return undefined;
      await box.sandbox.state.nextcloud.putFile("/big.zip", theirs);
      throw brokenConnection();
    };
    await failsWith(box.cloud.upload({ path: "big.zip", body: bodyOf(bytes) }, options), "remote/exists");
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/big.zip"))).toBe(sha256(theirs));
  });

  it("leaves a damaged file whose answer was lost, because it may be foreign, unless it may replace it", async () => {
    for (const replace of [false, true]) {
      await using box = await openBox();
      box.sandbox.faults.add({ method: "PUT", path: /\/00002$/, kind: "flipUploadByte" });
      box.sandbox.faults.add({ ...move, kind: "reset", when: "after" });
      const work = box.cloud.upload({ path: "big.zip", body: bodyOf(bytes), replace }, options);
      if (replace) expect(await work).toMatchObject({ verifiedBy: "server-sha256", sha256: sha256(bytes) });
      else await failsWith(work, "remote/exists");
      const stored = sha256(await box.sandbox.state.nextcloud.readFile("/big.zip"));
      expect(stored === sha256(bytes)).toBe(replace);
      expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
    }
  });

  it.each([500, 502])("gives up after three rounds of %i without a visible change", async (status) => {
    await using box = await openBox();
    box.sandbox.faults.add({ ...move, kind: "status", status, times: 9999 });
    const work = box.cloud.upload({ path: "big.zip", body: bodyOf(bytes) }, options);
    await failsWith(work, status === 500 ? "remote/failed" : "remote/busy");
    expect(box.sandbox.log.find("MOVE", ".file")).toHaveLength(3);
    expect(box.waitedMs()).toBeLessThan(3 * 60_000);
  });
});

describe("chunks of another size", () => {
  it("are never kept, although one has the same number and length", async () => {
    await using box = await openBox();
    const jam = box.sandbox.faults.add({ ...move, kind: "status", status: 423, times: 9999 });
    const request = { path: "big.zip", body: bodyOf(bytes), contentId: "x" };
    await failsWith(box.cloud.upload(request, { ...options, mergeTimeoutMs: 60_000 }), "remote/busy");
    jam.remove();
    // No digest of the server would find the mistake: 5+5+1 MiB and 6+5 MiB have a second chunk of 5 MiB each.
    box.sandbox.faults.add({ method: "PATCH", kind: "status", status: 501, times: 99 });
    const again = await box.cloud.upload(request, { ...options, chunkBytes: 6 * MiB });
    expect(again).toMatchObject({ chunks: { sent: 2, kept: 0 }, verifiedBy: "size" });
    expect(sha256(await box.sandbox.state.nextcloud.readFile("/big.zip"))).toBe(sha256(bytes));
    expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
  });

  it("are removed with the others when an upload is given up, and other uploads stay", async () => {
    await using box = await openBox();
    box.sandbox.faults.add({ ...move, kind: "status", status: 423, times: 9999 });
    const small = { ...options, mergeTimeoutMs: 1000 };
    for (const [contentId, chunkBytes] of [
      ["x", 5 * MiB],
      ["x", 6 * MiB],
      ["y", 5 * MiB],
    ] as const) {
      const request = { path: "big.zip", body: bodyOf(bytes), contentId };
      await failsWith(box.cloud.upload(request, { ...small, chunkBytes }), "remote/busy");
    }
    await box.cloud.abandonUpload({ path: "big.zip", contentId: "x" });
    expect(box.sandbox.state.nextcloud.uploads()).toHaveLength(1);
    await box.cloud.abandonUpload({ path: "big.zip", contentId: "y" });
    await box.cloud.abandonUpload({ path: "big.zip", contentId: "z" });
    expect(box.sandbox.state.nextcloud.uploads()).toEqual([]);
  });
});

it("an abort asks once, and not for long, that the chunks be removed", async () => {
  await using box = await openBox();
  box.sandbox.faults.add({ method: "DELETE", path: /\/uploads\//, kind: "status", status: 503, times: 99 });
  const stop = new AbortController();
  const body = {
    lengthBytes: bytes.byteLength,
    async *open(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 6 * MiB);
      stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      yield bytes.subarray(6 * MiB);
    },
  };
  const work = box.cloud.upload({ path: "big.zip", body }, { ...options, signal: stop.signal });
  await failsWith(work, "aborted");
  expect(box.sandbox.log.find("DELETE", "/uploads/")).toHaveLength(1);
});
