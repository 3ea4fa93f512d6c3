import { isScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";

import { usePull, type PullStage } from "./support/use-pull.js";

const study = {
  study: { candidates: 3, visits: ["PREBL00"], scanTypes: ["t1w", "FLAIR", "dwi65"], imageBytes: 40_000 },
};

/** Nothing half-written stands there, and the next run ends with all of it. */
async function completes(stage: PullStage, expected: number): Promise<void> {
  expect((await stage.tree()).filter((path) => path.includes(".part"))).toEqual([]);
  stage.sandbox.faults.clear();
  const { failed } = await stage.pull();
  expect(failed).toBe(0);
  expect((await stage.tree()).length).toBe(expected);
}

const all = 5 + 3 * (2 + 2 + 4 + 2);

describe("a pull through faults", () => {
  it("names each file of a candidate that answers 403, brings the others, and completes when it may", async () => {
    const stage = await usePull({ study: { ...study.study, restrictedCandidates: ["1000212"] } });
    const { results, failed } = await stage.pull();
    expect(failed).toBe(10);
    for (const { id, error } of results.filter(({ status }) => status === "failed")) {
      expect(error?.code).toBe("auth/forbidden");
      expect(id).toContain("1000212");
    }
    expect((await stage.tree()).filter((path) => path.includes("1000212"))).toEqual([]);
    stage.sandbox.state.loris.restrict("1000212", false);
    await completes(stage, all);
  });

  it("names a listed file that is missing on the server, once and without asking again (8.5)", async () => {
    const stage = await usePull(study);
    const { bids } = stage.images()[0]!;
    stage.sandbox.state.loris.removeFile(bids["NiftiLink"]);
    stage.sandbox.state.loris.removeFile("/projects/loris/bids/README");
    const { results } = await stage.pull();
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.map(({ id }) => id).sort()).toEqual([bids["NiftiLink"], "/projects/loris/bids/README"]);
    for (const { error } of failed) expect(error?.code).toBe("remote/not-found");
    expect(stage.sandbox.log.find("GET", bids["NiftiLink"])).toHaveLength(1);
    // The 500 of a missing file carries an ETag, which the notebook puts into the sidecar.
    expect(
      (await stage.tree({ sidecars: true })).filter((path) => /\.README\.etag|T1w\.nii\.gz\.etag/.test(path)),
    ).toHaveLength(2);
    stage.sandbox.state.loris.restoreFile(bids["NiftiLink"]);
    stage.sandbox.state.loris.restoreFile("/projects/loris/bids/README");
    await completes(stage, all);
  });

  it("goes on through 500 pages, resets, cuts and 503 that pass", async () => {
    const stage = await usePull(study);
    const page = "<!DOCTYPE html><html><body>Fatal error</body></html>";
    const path = /\/bids\/sub-/;
    for (let skip = 0; skip < 9; skip += 3) {
      stage.sandbox.faults.add({ path, kind: "status", status: 500, body: page, skip: skip * 2 });
      stage.sandbox.faults.add({ path, kind: "reset", skip: skip * 2 + 1 });
      stage.sandbox.faults.add({ path, kind: "cutAtPercent", percent: 13 + 29 * skip, skip });
      stage.sandbox.faults.add({ path, kind: "status", status: 503, skip: skip * 2 + 3 });
    }
    const { failed } = await stage.pull();
    expect(failed).toBe(0);
    expect(stage.events.filter(({ type }) => type === "retry").length).toBeGreaterThan(8);
    await completes(stage, all);
  });

  it("fails a file that answers 500 for ever, by name, and brings the others", async () => {
    const stage = await usePull(study);
    stage.sandbox.faults.add({
      path: "_FLAIR.nii.gz",
      kind: "status",
      status: 500,
      body: "<html></html>",
      times: 1000,
    });
    const { results } = await stage.pull();
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.map(({ error }) => error?.code)).toEqual([
      "remote/failed",
      "remote/failed",
      "remote/failed",
    ]);
    for (const { target } of failed) expect(target).toMatch(/_FLAIR\.nii\.gz$/);
    await completes(stage, all);
  });

  it("takes a web page with 200 for no image, sidecars included (8.7)", async () => {
    const stage = await usePull(study);
    stage.sandbox.faults.add({ path: "_T1w.nii.gz", kind: "html", times: 1000 });
    const { results } = await stage.pull();
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed).toHaveLength(3);
    for (const { error } of failed) expect(error?.code).toMatch(/^auth\//);
    expect((await stage.tree({ sidecars: true })).filter((path) => path.includes("_T1w.nii.gz"))).toEqual([]);
    await completes(stage, all);
  });

  it("takes a flipped byte in a compressed image for damage, and the right one from the next try", async () => {
    const stage = await usePull(study);
    stage.sandbox.faults.add({ path: "_T1w.nii.gz", kind: "flipByte", at: 20_000 });
    const { failed } = await stage.pull();
    expect(failed).toBe(0);
    expect(stage.sandbox.log.find("GET", "_T1w.nii.gz")).toHaveLength(4);
  });

  it("logs in once when all tokens expire in the middle of 16 workers, and no file fails (8.5)", async () => {
    const stage = await usePull({ study: { ...study.study, candidates: 6 }, latencyMs: 5 });
    stage.sandbox.log.clear();
    let seen = 0;
    const { failed, done } = await stage.pull({
      concurrency: 16,
      onEvent: (event) => {
        if (event.type === "result" && ++seen === 20) stage.sandbox.state.loris.expireTokens();
      },
    });
    expect(failed).toBe(0);
    expect(done).toBe(5 + 6 * 10);
    expect(stage.sandbox.log.find("GET", /./).filter(({ status }) => status === 401).length).toBeGreaterThan(
      0,
    );
    expect(stage.sandbox.log.find("POST", /\/login$/)).toHaveLength(1);
  });

  it("stops when the account is suspended in the middle, after one login and with the reason", async () => {
    const stage = await usePull(study);
    const { credentials, state, log } = stage.sandbox;
    let seen = 0;
    const error: unknown = await stage
      .pull({
        concurrency: 16,
        onEvent: (event) => {
          if (event.type !== "result" || ++seen !== 5) return;
          state.loris.addUser({ ...credentials.loris, kind: "suspended" });
          state.loris.expireTokens();
        },
      })
      .catch((caught: unknown) => caught);
    expect(isScanferryError(error, "auth/rejected")).toBe(true);
    expect(log.find("POST", /\/login$/)).toHaveLength(1);
    state.loris.addUser({ ...credentials.loris, kind: "normal" });
    await stage.reconnect();
    await completes(stage, all);
  });

  it("takes a silent connection for broken, and gets the file with the next try", async () => {
    const stage = await usePull(study, { network: { stallMs: 300 } });
    stage.sandbox.faults.add({ path: "_T1w.nii.gz", kind: "stall", afterBytes: 10_000 });
    const { failed } = await stage.pull();
    expect(failed).toBe(0);
    const retried = stage.events.flatMap((event) => (event.type === "retry" ? [event.error.code] : []));
    expect(retried).toEqual(["net/timeout"]);
    await completes(stage, all);
  });

  it("stops when the list itself is refused, with the reason, and writes nothing", async () => {
    const stage = await usePull(study);
    stage.sandbox.faults.add({
      path: /\/bids\/$/,
      kind: "status",
      status: 403,
      body: '{"error":"forbidden"}',
    });
    const error: unknown = await stage.pull().catch((caught: unknown) => caught);
    expect(isScanferryError(error, "auth/forbidden")).toBe(true);
    expect(await stage.tree({ internal: true })).toEqual([]);
  });

  it("reads a list through a connection that breaks in its middle", async () => {
    const stage = await usePull({ study: { ...study.study, candidates: 300 } });
    await stage.loris.request("GET", "/projects/loris/bids/");
    const whole = stage.sandbox.log.find("GET", /\/bids\/$/)[0]!.responseBytes;
    stage.sandbox.faults.add({ path: /\/bids\/$/, kind: "stall", afterBytes: Math.floor(whole / 2), ms: 0 });
    const { planned, failed } = await stage.pull({ check: true });
    expect([planned, failed]).toEqual([5 + 300 * 10, 0]);
    const [cut = 0, again] = stage.sandbox.log
      .find("GET", /\/bids\/$/)
      .map(({ responseBytes }) => responseBytes);
    expect([cut, again]).toEqual([Math.floor(whole / 2), whole]);
  });

  it("stops at once when it is aborted, keeps what is whole, and goes on from there", async () => {
    const stage = await usePull(study);
    const stop = new AbortController();
    let seen = 0;
    const error: unknown = await stage
      .pull({
        signal: stop.signal,
        onEvent: (event) => {
          if (event.type === "result" && ++seen === 6) stop.abort();
        },
      })
      .catch((caught: unknown) => caught);
    expect(isScanferryError(error, "aborted")).toBe(true);
    expect((await stage.tree()).length).toBeLessThan(all);
    await completes(stage, all);
  });

  it("can be left in the middle of the results", async () => {
    const stage = await usePull(study);
    for await (const { status } of stage.loris.pull(stage.dir, { modalities: ["t1w"] })) {
      expect(status).toBe("done");
      break;
    }
    await completes(stage, all);
  });
});
