import { copyFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PushPlan } from "../../src/plan/push-plan.js";
import { madeSession } from "../push/support/made-session.js";
import { useSend } from "./support/use-send.js";

describe("sendStudies(), where something is amiss,", () => {
  it("archives nothing of a session into which somebody else's files came meanwhile", async () => {
    const stage = await useSend();
    const own = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const more = { ...madeSession("2.25.10"), "other.dcm": { study: "2.25.10", series: 3, number: 1 } };
    const all = await stage.plan({ "S1/S1_a": more });
    // The seventh file is sent as well, and nobody expects it.
    const plan: PushPlan = {
      ...all,
      async *sessions() {
        for await (const one of own.sessions())
          for await (const session of all.sessions()) yield { ...session, entries: () => one.entries() };
      },
    };
    const { results } = await stage.seen(plan);
    expect(results[0]?.error).toMatchObject({ code: "remote/conflict", details: { reason: "mixed" } });
    expect(stage.waiting()).toEqual([{ status: "READY", name: "S1_a", files: 7 }]);
    expect(stage.archived("S1_a")).toEqual({});
  });

  it("says so when the receiver put a session under other labels", async () => {
    const stage = await useSend();
    const rows = stage.sandbox.state.xnat.prearchive;
    const { results } = await stage.seen(await stage.plan({ "S1/S1_a": madeSession("2.25.10") }), {
      onEvent: ({ type }) => {
        if (type === "progress") for (const row of rows.list(["P1"])) row.name = "ELSE";
      },
    });
    expect(results[0]?.error).toMatchObject({ code: "remote/conflict", details: { reason: "relabeled" } });
    expect(stage.archived("ELSE")).toEqual({});
  });

  it("does not have the archive's session replaced by a project that archives over what is there", async () => {
    const stage = await useSend({ projects: [{ id: "P1", subjects: [], prearchiveCode: 5 }] });
    const { xnat } = stage.sandbox.state;
    const { results } = await stage.seen(await stage.plan({ "S1/S1_a": madeSession("2.25.10") }), {
      onEvent: ({ type }) => {
        // Somebody archives a session of this label while ours is sent.
        if (type !== "progress" || [...xnat.experiments("P1")].length > 0) return;
        xnat.addSubject("P1", { label: "S1" });
        xnat.addSession("P1/S1", { label: "S1_a" });
        xnat.addScan("P1/S1/S1_a", "9");
      },
    });
    expect(results[0]?.error).toMatchObject({ code: "remote/exists" });
    expect([...xnat.experiments("P1")].map(({ scans }) => scans)).toEqual([["9"]]);
    expect(stage.waiting()).toEqual([{ status: "READY", name: "S1_a", files: 6 }]);
  });

  it("fails a session of which a file is another one than was planned", async () => {
    const stage = await useSend();
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10"), "S2/S2_a": madeSession("2.25.11") });
    const [first = "", second = ""] = [1, 2].map((number) =>
      join(stage.dir, `S1/S1_a/series-1/IM1${String(number)}.dcm`),
    );
    const { mtime } = await stat(first);
    await copyFile(second, first);
    await utimes(first, mtime, mtime);
    await utimes(second, 1, 1);
    const { results } = await stage.blind(plan);
    expect(results.map(({ status }) => status)).toEqual(["failed", "done"]);
    expect(results[0]?.error).toMatchObject({
      code: "data/size-mismatch",
      details: { stored: 4, failed: 2 },
    });
  });

  it("does not call a session done of which fewer files came out of the plan than it has", async () => {
    const stage = await useSend();
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const more: PushPlan = {
      ...plan,
      async *sessions() {
        for await (const session of plan.sessions()) yield { ...session, files: 7 };
      },
    };
    const { results } = await stage.blind(more);
    expect(results[0]?.error).toMatchObject({ code: "internal", details: { files: 1 } });
  });
});
