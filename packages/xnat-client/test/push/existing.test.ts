import { describe, expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { getItem } from "../../src/http/get-item.js";
import { filesBelow } from "./support/files-below.js";
import { madeSession } from "./support/made-session.js";
import { usePush } from "./support/use-push.js";

const archive = { destination: "archive" } as const;

describe("a session that the archive has already", () => {
  it("is left alone where it has other data, and completed with append", async () => {
    const stage = await usePush({ pipelines: false });
    const first = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 2 }) });
    expect((await stage.push(first, archive)).done).toBe(1);
    const more = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const refused = await stage.push(more, archive);
    expect(refused.results).toMatchObject([
      { status: "failed", error: { code: "remote/exists", details: { there: 4, missing: 2, others: 0 } } },
    ]);
    expect(stage.imports()).toBe(0);
    const appended = await stage.push(more, { ...archive, overwrite: "append" });
    expect(appended.results).toMatchObject([{ status: "done", note: "verified by SOP instance" }]);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
    // Two small files and not six.
    const sent = stage.events.find(({ type }) => type === "start");
    expect(sent).toMatchObject({ sizeBytes: expect.any(Number) as number });
    expect((sent as { sizeBytes: number }).sizeBytes).toBeLessThan(3000);
    expect((await stage.push(more, archive)).unchanged).toBe(1);
  });

  it("is not sent a second time where it was given other labels when it was archived", async () => {
    const stage = await usePush({ pipelines: false, anonymize: false });
    await stage.push(await stage.plan({ "P1/P1_MR": madeSession("2.25.10", { to: 2 }) }), archive);
    const before = await stage.plan({
      "R0/R0_mr": madeSession("2.25.10", { to: 2 }),
      "R1/R1_mr": madeSession("2.25.11", { to: 1 }),
    });
    const { results } = await stage.push(before);
    expect(results.sort((a, b) => (a.id < b.id ? -1 : 1))).toMatchObject([
      {
        id: "R0/R0_mr",
        status: "failed",
        error: { code: "remote/exists", subject: "P1/P1_MR", details: { reason: "other-labels" } },
      },
      { id: "R1/R1_mr", status: "done" },
    ]);
    expect(stage.imports()).toBe(1);
    expect(await stage.push(before, { sameStudy: true })).toMatchObject({ done: 1, unchanged: 1 });
  });

  it("is replaced with delete once it was confirmed, and only when the new one has arrived", async () => {
    const stage = await usePush({ pipelines: false });
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) }), archive);
    const other = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { from: 2, to: 3 }) });
    const asked: unknown[] = [];
    const replace = { ...archive, overwrite: "delete" } as const;
    const denied = await stage.push(other, {
      ...replace,
      confirmDelete: (session) => Promise.resolve(asked.push(session) < 0),
    });
    expect(denied.results).toMatchObject([{ status: "skipped", error: { code: "remote/exists" } }]);
    expect(asked).toMatchObject([
      {
        id: "S1/S1_a",
        scans: [
          { id: "1", files: 1 },
          { id: "2", files: 1 },
        ],
      },
    ]);
    expect(stage.imports()).toBe(0);
    stage.sandbox.faults.add({ path: "/data/services/import", kind: "status", status: 413 });
    expect((await stage.push(other, replace)).failed).toBe(1);
    expect(stage.archived("S1_a")).toEqual({ 1: 1, 2: 1 });
    expect((await stage.push(other, replace)).results).toMatchObject([{ status: "done" }]);
    expect(stage.archived("S1_a")).toEqual({ 1: 2, 2: 2 });
  });

  it("is replaced with delete although it has the same instances, whose bytes may be others, and once only", async () => {
    const stage = await usePush({ pipelines: false });
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) }), archive);
    const defaced = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1, pixels: 256 }) });
    const replace = { ...archive, overwrite: "delete", journal: `${stage.dir}/.state` } as const;
    const lost = stage.sandbox.faults.add({ path: "/data/services/archive", kind: "reset", when: "after" });
    expect((await stage.push(defaced, replace)).results).toMatchObject([{ status: "done" }]);
    expect(lost.hits).toBe(1);
    expect(stage.imports()).toBe(1);
    expect((await stage.push(defaced, replace)).results).toMatchObject([
      { status: "unchanged", note: "sent before" },
    ]);
  });

  it("is replaced by what waits from an earlier run, which is told", async () => {
    const stage = await usePush({ pipelines: false });
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 2 }) }), archive);
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 3 }) });
    stage.sandbox.faults.add({ path: "/data/services/archive", kind: "status", status: 403, times: 9 });
    expect((await stage.push(plan, { ...archive, overwrite: "delete" })).failed).toBe(1);
    stage.sandbox.faults.clear();
    const second = await stage.push(plan, { ...archive, overwrite: "delete" });
    expect(second.results).toMatchObject([{ status: "done" }]);
    expect(stage.imports()).toBe(0);
    expect(stage.events).toContainEqual(expect.objectContaining({ type: "warning" }));
  });

  it("of another study is not added to, and named as such before it is replaced", async () => {
    const stage = await usePush({ pipelines: false });
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) }), archive);
    const other = await stage.plan({ "S1/S1_a": madeSession("2.25.11", { to: 1 }) });
    const refused = await stage.push(other, { ...archive, overwrite: "append" });
    expect(refused.results).toMatchObject([
      { status: "failed", error: { code: "remote/conflict", details: { reason: "other-study" } } },
    ]);
    expect(stage.imports()).toBe(0);
    const asked: unknown[] = [];
    const confirmDelete = (session: unknown): Promise<boolean> => Promise.resolve(asked.push(session) < 0);
    await stage.push(other, { ...archive, overwrite: "delete", confirmDelete });
    expect(asked).toMatchObject([{ isOtherStudy: true }]);
  });

  it("that is still being processed is a conflict which says how to go past it", async () => {
    const stage = await usePush({ anonymize: false });
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) }), archive);
    const more = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const { results } = await stage.push(more, { ...archive, overwrite: "append" });
    expect(results).toMatchObject([{ status: "failed", error: { code: "remote/conflict" } }]);
    expect(results[0]?.error?.hint).toContain("delete");
    // What was sent waits, and is not sent again.
    expect(stage.waiting()).toMatchObject([{ name: "S1_a", files: 4 }]);
    await stage.push(more, { ...archive, overwrite: "append" });
    expect(stage.imports()).toBe(0);
  });

  it("under another subject's name is refused before anything is sent", async () => {
    const stage = await usePush({ anonymize: false });
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10") }), archive);
    const { results } = await stage.push(await stage.plan({ "S2/S1_a": madeSession("2.25.11") }), archive);
    expect(results).toMatchObject([
      { status: "failed", error: { code: "remote/conflict", details: { reason: "label-in-use" } } },
    ]);
    expect(stage.imports()).toBe(0);
  });
});

describe("a session that waits in the prearchive", () => {
  it("is completed where an earlier run left a part of it, whatever overwriting says", async () => {
    const stage = await usePush();
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) }));
    const all = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    expect((await stage.push(all)).results).toMatchObject([{ status: "done" }]);
    expect(stage.waiting()).toEqual([{ status: "READY", name: "S1_a", files: 6 }]);
  });

  it("is archived without a second transfer", async () => {
    const stage = await usePush();
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    await stage.push(plan);
    expect((await stage.push(plan, archive)).results).toMatchObject([{ status: "done" }]);
    expect(stage.imports()).toBe(0);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
  });

  it("with instances of somebody else is left alone", async () => {
    const stage = await usePush();
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { from: 4, to: 5 }) }));
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const { results } = await stage.push(plan, archive);
    expect(results).toMatchObject([
      { status: "failed", error: { code: "remote/exists", details: { where: "prearchive", others: 4 } } },
    ]);
    expect(stage.imports()).toBe(0);
  });

  it("under a subject's accession ID is that subject's alone", async () => {
    const stage = await usePush({ pipelines: false });
    await stage.push(await stage.plan({ "S1/S1_b": madeSession("2.25.11", { to: 1 }) }), archive);
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) });
    await stage.push(plan);
    const [row] = stage.sandbox.state.xnat.prearchive.list(["P1"]);
    if (row === undefined) throw new Error("nothing waits");
    const { fields } = await getItem(stage.ctx, "/data/projects/P1/subjects/S1");
    row.subject = String(fields["ID"]);
    expect((await stage.push(plan)).results).toMatchObject([{ status: "unchanged" }]);
    row.subject = "XNAT_S09999";
    expect((await stage.push(plan)).results).toMatchObject([
      { status: "failed", error: { code: "remote/conflict", details: { reason: "relabeled" } } },
    ]);
  });

  it("under other labels stops its study, into which XNAT would merge it", async () => {
    const stage = await usePush();
    await stage.push(await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) }));
    const { results } = await stage.push(await stage.plan({ "S1/S1_b": madeSession("2.25.10") }));
    expect(results).toMatchObject([
      { status: "failed", error: { code: "remote/conflict", details: { reason: "relabeled" } } },
    ]);
    expect(stage.imports()).toBe(0);
  });
});

describe("the journal of a push", () => {
  it("makes the second run cheap, holds no secret, and does not hide what has gone from the server", async () => {
    const stage = await usePush();
    const journal = `${stage.dir}/.state`;
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    await stage.push(plan, { ...archive, journal });
    const again = await stage.push(plan, { ...archive, journal });
    expect(again.results).toMatchObject([{ status: "unchanged", note: "sent before" }]);
    expect(stage.sandbox.log.find("GET", /\/files\/./)).toEqual([]);
    expect(await filesBelow(journal)).toEqual([expect.stringMatching(/^push-[0-9a-f]{16}\.ndjson$/)]);
    await stage.ctx.http.api("DELETE", "/data/projects/P1/subjects/S1/experiments/S1_a", {
      query: { removeFiles: "true" },
    });
    expect((await stage.push(plan, { ...archive, journal })).done).toBe(1);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
  });

  it("does not hide that as many other files have come into their place", async () => {
    const stage = await usePush({ anonymize: false });
    const journal = `${stage.dir}/.state`;
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) });
    const other = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { from: 2, to: 2 }) });
    await stage.push(plan, { ...archive, journal });
    expect((await stage.push(other, { ...archive, overwrite: "delete" })).done).toBe(1);
    expect((await stage.push(plan, { ...archive, journal })).results).toMatchObject([
      { status: "failed", error: { code: "remote/exists", details: { there: 0, others: 2 } } },
    ]);
  });

  it("is not asked about a session of the prearchive that has changed since", async () => {
    const stage = await usePush();
    const journal = `${stage.dir}/.state`;
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) });
    await stage.push(plan, { journal });
    expect((await stage.push(plan, { journal })).results).toMatchObject([{ note: "sent before" }]);
    for (const row of stage.sandbox.state.xnat.prearchive.list(["P1"])) row.status = "CONFLICT";
    expect((await stage.push(plan, { journal })).results).toMatchObject([
      { status: "unchanged", note: "verified by SOP instance" },
    ]);
  });

  it("belongs to one push at a time", async () => {
    const stage = await usePush();
    const journal = `${stage.dir}/.state`;
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const inside: Promise<unknown>[] = [];
    const { ctx } = stage;
    const { pushPlan } = await import("../../src/push/push.js");
    for await (const result of pushPlan(ctx, plan, { journal })) {
      expect(result.status).toBe("done");
      inside.push(failsWith(pushPlan(ctx, plan, { journal }).next(), "local/busy"));
      await Promise.all(inside);
    }
    expect(inside).toHaveLength(1);
  });
});
