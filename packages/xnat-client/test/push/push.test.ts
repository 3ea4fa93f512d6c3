import { describe, expect, it } from "vitest";
import { scans } from "../../src/calls/scans.js";
import { madeSession as session } from "./support/made-session.js";
import { usePush } from "./support/use-push.js";

describe("push", () => {
  it("leaves a session in the prearchive by default, whole and built, though the project archives by itself", async () => {
    const stage = await usePush({ anonymize: false });
    const plan = await stage.plan({ "S1/S1_a": session("2.25.10"), "S1/S1_b": session("2.25.11") });
    const { results, done } = await stage.push(plan);
    expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect(done).toBe(2);
    expect(stage.waiting()).toEqual([
      { status: "READY", name: "S1_a", files: 6 },
      { status: "READY", name: "S1_b", files: 6 },
    ]);
    expect(results.map(({ note }) => note)).toEqual(["verified by SOP instance", "verified by SOP instance"]);
    expect(results[0]?.target).toMatch(/^\/data\/prearchive\/projects\/P1\/\d+_\d+\/S1_[ab]$/);
    const again = await stage.push(plan);
    expect(again.unchanged).toBe(2);
    expect(stage.imports()).toBe(0);
  });

  it("archives where asked, and compares SOP instances where the server rewrote the files", async () => {
    const stage = await usePush();
    const plan = await stage.plan({ "S1/S1_a": session("2.25.10") });
    const { results } = await stage.push(plan, { destination: "archive" });
    expect(results[0]).toMatchObject({
      id: "S1/S1_a",
      status: "done",
      action: "push",
      target: "/data/archive/projects/P1/subjects/S1/experiments/S1_a",
      note: "verified by SOP instance",
    });
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
    expect(stage.waiting()).toEqual([]);
    const again = await stage.push(plan, { destination: "archive" });
    expect(again.results[0]).toMatchObject({ status: "unchanged" });
    expect(stage.imports()).toBe(0);
  });

  it("gives scans the types of the naming file once they are in the archive", async () => {
    const stage = await usePush({ pipelines: false });
    const plan = await stage.plan({ "S1/S1_a": session("2.25.10") });
    const typed: typeof plan = {
      ...plan,
      async *sessions() {
        for await (const one of plan.sessions())
          yield {
            ...one,
            series: one.series.map((series) => ({ ...series, scanType: `T${String(series.number)}w` })),
          };
      },
    };
    await stage.push(typed, { destination: "archive" });
    const types: string[] = [];
    for await (const { type } of scans(stage.ctx, { project: "P1", subject: "S1", experiment: "S1_a" }))
      types.push(type);
    expect(types.sort()).toEqual(["T1w", "T2w"]);
  });

  it("compares the digests that a server tells, and SOP instances where it has none", async () => {
    const stage = await usePush({ version: "1.9", anonymize: false, digests: "some" });
    const plan = await stage.plan({ "S1/S1_a": session("2.25.10") });
    const { results } = await stage.push(plan, { destination: "archive" });
    expect(results).toMatchObject([{ status: "done", note: "verified by digest and SOP instance" }]);
  });

  it("fails where a file is not in the archive after all, with the counts; append sends that one", async () => {
    const stage = await usePush({ anonymize: false, pipelines: false });
    const plan = await stage.plan({ "S1/S1_a": session("2.25.10") });
    const lose = (): void => {
      stage.sandbox.state.xnat.unlistFile("P1/S1/S1_a/1/DICOM", "IM11.dcm");
    };
    stage.sandbox.faults.add({ path: "/data/services/archive", kind: "run", run: lose, when: "after" });
    const { results } = await stage.push(plan, { destination: "archive" });
    expect(results).toMatchObject([
      {
        status: "failed",
        error: { code: "data/size-mismatch", details: { expectedFiles: 6, arrivedFiles: 5, otherFiles: 0 } },
      },
    ]);
    expect(stage.imports()).toBe(1);
    const mended = await stage.push(plan, { destination: "archive", overwrite: "append" });
    expect(mended.results).toMatchObject([{ status: "done" }]);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
  });

  it("puts sessions into quarantine where asked", async () => {
    const stage = await usePush({ anonymize: false });
    const plan = await stage.plan({ "S1/S1_a": session("2.25.10") });
    await stage.push(plan, { destination: "archive", quarantine: true });
    expect([...stage.sandbox.state.xnat.experiments("P1")]).toMatchObject([
      { label: "S1_a", quarantine: true },
    ]);
  });

  it("says what it does, and names no participant in it", async () => {
    const stage = await usePush({ anonymize: false });
    const plan = await stage.plan({ "S1/S1_a": session("2.25.10") });
    await stage.push(plan, { destination: "archive" });
    expect(stage.events.map(({ type }) => type).filter((type) => type !== "progress")).toEqual([
      "plan",
      "start",
      "check",
      "result",
      "summary",
    ]);
    expect((await stage.push(plan, { dryRun: true })).results).toMatchObject([{ status: "planned" }]);
    expect(stage.sandbox.log.entries).toEqual([]);
  });
});
