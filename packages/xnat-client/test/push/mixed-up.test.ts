import { describe, expect, it } from "vitest";
import { interrupted } from "./support/interrupted.js";
import type { MadeSession, PushStage } from "./support/use-push.js";
import { usePush } from "./support/use-push.js";

interface Route {
  readonly project: string;
  readonly subject: string;
  readonly session: string;
}
interface Prearchive {
  receive(facts: { readonly studyUid: string }, route: Route): unknown;
  list(projects: string[]): readonly { tag: string; name: string; subject: string }[];
}

const study = "2.25.77";
const two = (patient: string, series: number): MadeSession =>
  Object.fromEntries(
    [1, 2].map((number) => [
      `s${String(series)}/${patient}${String(number)}.dcm`,
      { study, series, number, patient },
    ]),
  );

/** A server that puts what comes into the session of that study which is there, whatever the labels (wire/xnat.md, 9: so measured in Unassigned). */
function mergeByStudy({ sandbox }: PushStage): void {
  const prearchive = sandbox.state.xnat.prearchive as unknown as Prearchive;
  const receive = prearchive.receive.bind(prearchive);
  prearchive.receive = (facts, route) => {
    const row = prearchive.list(["P1"]).find(({ tag }) => tag === facts.studyUid);
    return receive(facts, row === undefined ? route : { ...route, session: row.name, subject: row.subject });
  };
}

describe("data that XNAT mixes up", () => {
  it.each(["archive", "prearchive"] as const)(
    "are kept apart where two sessions of one study go to the %s at once",
    async (destination) => {
      const stage = await usePush({ pipelines: false });
      mergeByStudy(stage);
      const plan = await stage.plan({ "A/A_x": two("A", 1), "B/B_x": two("B", 2) });
      const { results } = await stage.push(plan, { destination, concurrency: 2 });
      expect(results.find(({ id }) => id === "A/A_x")).toMatchObject({ status: "done" });
      const second = results.find(({ id }) => id === "B/B_x");
      if (destination === "prearchive") {
        expect(second).toMatchObject({ status: "failed", error: { code: "remote/conflict" } });
        expect(stage.waiting()).toMatchObject([{ name: "A_x", files: 2 }]);
      } else {
        expect(second).toMatchObject({ status: "done" });
        expect([stage.archived("A_x"), stage.archived("B_x")]).toEqual([{ 1: 2 }, { 2: 2 }]);
      }
    },
  );

  it("into a session of other labels are not archived, and it is said where they lie", async () => {
    const stage = await usePush({ pipelines: false });
    mergeByStudy(stage);
    const theirs = await stage.plan({ "B/B_x": two("B", 2) });
    const ours = interrupted(await stage.plan({ "A/A_x": two("A", 1) }), () => stage.push(theirs));
    const { results } = await stage.push(ours, { destination: "archive" });
    expect(results).toMatchObject([
      { status: "failed", error: { code: "remote/conflict", details: { reason: "relabeled" } } },
    ]);
    expect(results[0]?.error?.subject).toContain("B_x");
    expect([stage.archived("A_x"), stage.archived("B_x")]).toEqual([{}, {}]);
  });

  it("with others of the same labels that came in meanwhile are not archived", async () => {
    const stage = await usePush({ pipelines: false });
    const theirs = await stage.plan({ "A/A_x": two("B", 2) });
    const ours = interrupted(await stage.plan({ "A/A_x": two("A", 1) }), () => stage.push(theirs));
    const { results } = await stage.push(ours, { destination: "archive" });
    expect(results).toMatchObject([
      { status: "failed", error: { code: "remote/conflict", details: { otherFiles: 2 } } },
    ]);
    expect(stage.archived("A_x")).toEqual({});
    expect(stage.waiting()).toMatchObject([{ name: "A_x", files: 4 }]);
  });
});
