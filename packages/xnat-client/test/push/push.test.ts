import { describe, expect, it } from "vitest";
import type { MadeSession } from "./support/use-push.js";
import { usePush } from "./support/use-push.js";

/** A session of two series, three images each. */
function session(study: string, files = 3): MadeSession {
  return Object.fromEntries(
    [1, 2].flatMap((series) =>
      Array.from({ length: files }, (_, at) => [
        `series-${String(series)}/IM${String(series)}${String(at)}.dcm`,
        { study, series, number: at + 1 },
      ]),
    ),
  );
}

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
    expect(results.map(({ note }) => note)).toEqual([
      "verified by name and size",
      "verified by name and size",
    ]);
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
});
