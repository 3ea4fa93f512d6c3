import type { Sandbox } from "@scanferry/sandbox";
import { expect, it } from "vitest";
import { usePull } from "../pull/support/use-pull.js";

for (const type of ["minc", "bids"] as const) {
  it(`brings all of a ${type} pull though the token ends in it and the login breaks once`, async () => {
    const box: { sandbox?: Sandbox } = {};
    const sleep = async (ms: number): Promise<void> => {
      box.sandbox?.clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    };
    const study = { candidates: 6, visits: ["V1"], scanTypes: ["t1", "t2"] };
    const stage = await usePull({ dialect: "v28", study }, { sleep });
    const { sandbox } = stage;
    box.sandbox = sandbox;
    let ended = 0;
    const { results } = await stage.pull({
      type,
      concurrency: 4,
      onEvent: (event) => {
        if (event.type !== "result" || ++ended !== 3) return;
        sandbox.state.loris.expireTokens();
        sandbox.faults.add({ path: "/login", kind: "reset", when: "after" });
      },
    });
    expect(results.filter(({ status }) => status === "failed")).toEqual([]);
    expect(results.length).toBeGreaterThan(12);
    expect(sandbox.log.find("POST", "/login")).toHaveLength(2);
  });
}
