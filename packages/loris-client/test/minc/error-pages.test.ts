import { expect, it } from "vitest";

import { usePull } from "../pull/support/use-pull.js";

const page = "<!DOCTYPE html><html><body>Fatal error</body></html>";

it.each([
  ["the quality control", /\/qc$/, ".qc.json"],
  ["the visit", /\/candidates\/\d+\/V1\/?$/, "session.json"],
  ["the candidate", /\/candidates\/\d+\/?$/, "candidate.json"],
])(
  "stores no error page in place of %s, where the notebook did (wire/loris.md §8.11)",
  async (_what, path, file) => {
    const stage = await usePull({
      dialect: "v28",
      study: { candidates: 1, visits: ["V1"], scanTypes: ["t1"] },
    });
    for (const status of [200, 500]) {
      const rule = stage.sandbox.faults.add({ path, kind: "status", status, body: page, times: 1000 });
      const { results } = await stage.pull({ type: "minc" });
      const failed = results.filter((result) => result.status === "failed");
      expect(failed.map(({ target }) => target)).toEqual([expect.stringContaining(file)]);
      expect((await stage.tree()).filter((name) => name.endsWith(file))).toEqual([]);
      rule.remove();
    }
    expect((await stage.pull({ type: "minc" })).failed).toBe(0);
    expect((await stage.tree()).filter((name) => name.endsWith(file))).toHaveLength(1);
  },
);

it("asks a server that stays busy five times for a record, and not five times five", async () => {
  const stage = await usePull({
    dialect: "v28",
    study: { candidates: 1, visits: ["V1"], scanTypes: ["t1"] },
  });
  stage.sandbox.faults.add({ path: /\/qc$/, kind: "status", status: 503, times: 1000 });
  const { results } = await stage.pull({ type: "minc" });
  expect(results.filter(({ status }) => status === "failed").map(({ error }) => error?.code)).toEqual([
    "remote/busy",
  ]);
  expect(stage.sandbox.log.find("GET", /\/qc$/)).toHaveLength(5);
});

it("asks again for a candidate's record after answers of 500 that pass, and says that the server failed when they do not", async () => {
  const stage = await usePull({
    dialect: "v28",
    study: { candidates: 1, visits: ["V1"], scanTypes: ["t1"] },
  });
  const path = /\/candidates\/\d+\/?$/;
  const rule = stage.sandbox.faults.add({ path, kind: "status", status: 500, body: page, times: 3 });
  expect((await stage.pull({ type: "minc" })).failed).toBe(0);
  expect(rule.hits).toBe(3);
  stage.sandbox.faults.add({ path, kind: "status", status: 500, body: page, times: 1000 });
  const { results } = await stage.pull({ type: "minc" });
  expect(results.filter(({ status }) => status === "failed").map(({ error }) => error?.code)).toEqual([
    "remote/failed",
  ]);
});
