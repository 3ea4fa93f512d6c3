import { describe, expect, it } from "vitest";
import { pushPlan } from "../../src/push/push.js";
import { interrupted } from "./support/interrupted.js";
import { madeSession } from "./support/made-session.js";
import { usePush } from "./support/use-push.js";

const archive = { destination: "archive" } as const;
const replace = { ...archive, overwrite: "delete", retries: 0 } as const;
const study = "2.25.10";

describe("what happens on the server during a push", () => {
  it("is not deleted: a session that came into the archive after the question was not asked", async () => {
    const stage = await usePush({ pipelines: false });
    const asked: unknown[] = [];
    const confirmDelete = (one: unknown): Promise<boolean> => Promise.resolve(asked.push(one) > 0);
    const ours = await stage.plan({ "S1/S1_a": madeSession(study, { from: 3 }) });
    const theirs = await stage.plan({ "S1/S1_a": madeSession(study, { to: 1 }) });
    const { results } = await stage.push(
      interrupted(ours, () => stage.push(theirs, archive)),
      { ...replace, confirmDelete },
    );
    expect(results).toMatchObject([{ status: "failed", error: { code: "remote/exists" } }]);
    expect([asked, stage.archived("S1_a")]).toEqual([[], { 1: 1, 2: 1 }]);
  });

  it("is not deleted: a session of the archive that is not what the question showed", async () => {
    const stage = await usePush({ pipelines: false });
    await stage.push(await stage.plan({ "S1/S1_a": madeSession(study, { to: 1 }) }), archive);
    const ours = await stage.plan({ "S1/S1_a": madeSession(study, { from: 3 }) });
    const more = await stage.plan({ "S1/S1_a": madeSession(study, { to: 2 }) });
    const confirmDelete = async (): Promise<boolean> =>
      (await stage.push(more, { ...archive, overwrite: "append" })).done === 1;
    const { results } = await stage.push(ours, { ...replace, confirmDelete });
    expect(results).toMatchObject([
      { status: "failed", error: { code: "remote/conflict", details: { reason: "changed-meanwhile" } } },
    ]);
    expect(stage.archived("S1_a")).toEqual({ 1: 2, 2: 2 });
    expect((await stage.push(ours, replace)).done).toBe(1);
    expect([stage.imports(), stage.archived("S1_a")]).toEqual([0, { 1: 1, 2: 1 }]);
  });

  it.each(["archive", "prearchive"] as const)(
    "is taken as done where the site archives what comes in at once (to the %s)",
    async (destination) => {
      const stage = await usePush({ pipelines: false });
      const plan = await stage.plan({ "S1/S1_a": madeSession(study) });
      const direct = interrupted(plan, async () => {
        await stage.push(plan, archive);
        const body = "/data/archive/projects/P1/subjects/S1/experiments/S1_a\r\n";
        stage.sandbox.faults.add({ path: "/data/services/import", kind: "status", status: 200, body });
      });
      const { results } = await stage.push(direct, { destination });
      expect(results).toMatchObject([
        {
          status: "done",
          note: "verified by SOP instance",
          target: expect.stringContaining("/archive/") as string,
        },
      ]);
    },
  );

  it("does not fail a session that left the prearchive between two looks", async () => {
    const stage = await usePush({ pipelines: false });
    const plan = await stage.plan({ "S1/S1_a": madeSession(study) });
    stage.sandbox.faults.add({ path: /\/S1_a\/scans$/, kind: "status", status: 404 });
    const { results } = await stage.push(plan, { ...archive, retries: 0 });
    expect(results).toMatchObject([{ status: "done" }]);
    expect(stage.imports()).toBe(1);
  });

  it("is waited for: somebody else's session that comes in is put together once it is quiet for a minute", async () => {
    const stage = await usePush({ pipelines: false });
    const { prearchive } = stage.sandbox.state.xnat;
    const plan = await stage.plan({ "S1/S1_a": madeSession(study) });
    const row = prearchive.add({
      project: "P1",
      subject: "S1",
      name: "S1_a",
      status: "RECEIVING",
      tag: study,
    });
    let [changedMs, builtMs] = [0, 0];
    const { faults } = stage.sandbox;
    const come = (): void => {
      changedMs = stage.ctx.now();
      row.lastmodMs = changedMs;
    };
    faults.add({ path: "/data/prearchive/projects/P1", method: "GET", times: 12, kind: "run", run: come });
    faults.add({ path: "/S1_a", method: "POST", kind: "run", run: () => void (builtMs = stage.ctx.now()) });
    await stage.push(plan, archive);
    expect(builtMs - changedMs).toBeGreaterThanOrEqual(60_000);
  });

  it("may take the server long: it has the time that it is given for its answer, and to read on", async () => {
    const stage = await usePush();
    const plan = await stage.plan({ "S1/S1_a": madeSession(study) });
    const asked: unknown[] = [];
    const { http } = stage.ctx;
    const bytes: typeof http.bytes = (method, path, options) => {
      if (method === "POST") asked.push(options);
      return http.bytes(method, path, options);
    };
    for await (const _ of pushPlan({ ...stage.ctx, http: { ...http, bytes } }, plan, {
      settleTimeoutMs: 900_000,
    }));
    expect(asked).toMatchObject([{ answerMs: 900_000, stallMs: 300_000 }]);
  });
});
