import { expect, it } from "vitest";

import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { usePull } from "./support/use-pull.js";

const study = { candidates: 2, visits: ["V1"], scanTypes: ["t1"], sites: ["Rome", "Oslo"] };
const stock = { dialect: "v28", study } as const;
const refusal = "are unknown to the server, or this account may not see them";
/** Somebody whose PSCID is the CandID of the first candidate. */
const namesake = { candidate: "555555", pscid: "300001", visit: "V1", scanType: "t1" };

it("takes nobody for another person whose PSCID is that CandID, and says how to name each", async () => {
  const stage = await usePull({ ...stock, images: [namesake] });
  const error = await failsWith(stage.pull({ type: "minc", candidates: ["300001"] }), "remote/ambiguous");
  expect(error.hint).toContain("sub-CandID");
  expect(error.message).not.toContain("300001");
  expect([error.subject, error.details]).toEqual(["300001", { ambiguous: 1 }]);
  expect(await stage.tree({ internal: true })).toEqual([]);

  await stage.pull({ type: "minc", candidates: ["sub-300001"] });
  expect((await stage.tree()).every((path) => path.startsWith("300001/"))).toBe(true);
  await stage.pull({ type: "minc", candidates: ["sub-300001", "555555"] });
  expect((await stage.tree()).some((path) => path.startsWith("555555/"))).toBe(true);
});

it("does not take somebody by a PSCID that is the CandID of one without images", async () => {
  const stage = await usePull({ ...stock, images: [namesake] });
  const [own] = stage.images();
  stage.sandbox.state.loris.removeImage(own!.link);
  const error = await failsWith(stage.pull({ type: "minc", candidates: ["300001"] }), "remote/ambiguous");
  expect(error.subject).toBe("300001");
  await stage.pull({ type: "minc", candidates: ["sub-300001"] });
  expect(stage.warnings()).toEqual([
    "1 of the candidates that were asked for have no images.",
    "No image passes all the filters together.",
  ]);
});

it("does not mind a PSCID that is its owner's CandID", async () => {
  const stage = await usePull({ ...stock, images: [{ ...namesake, pscid: "555555" }] });
  expect((await stage.pull({ type: "minc", candidates: ["555555"] })).failed).toBe(0);
  expect(await stage.tree()).toHaveLength(4);
});

it("says that a candidate belongs to another project than the one that was asked for", async () => {
  const stage = await usePull({ ...stock, projects: [{ name: "Rye", candidates: 1 }] });
  const [, , other] = stage.images();
  await stage.pull({ type: "minc", project: "Pumpernickel", candidates: ["300001", other!.pscid] });
  expect(stage.warnings()).toEqual(["1 of the candidates that were asked for belong to another project."]);
  await stage.pull({ type: "minc", project: "Rye", candidates: [`sub-${other!.candidate}`] });
  expect(stage.warnings()).toEqual([]);
});

it("does not call a candidate unknown that the account may merely not see", async () => {
  const users = [{ username: "u", password: "p", kind: "siteuser" }] as const;
  const stage = await usePull({ ...stock, users });
  const [, hidden] = stage.images();
  const error = await failsWith(
    stage.pull({ type: "minc", candidates: [hidden!.candidate] }),
    "input/invalid",
  );
  expect(error.message).toContain(refusal);
});

it("says so when the account may not see the list of candidates that would tell", async () => {
  const stage = await usePull(stock);
  stage.sandbox.faults.add({ path: /\/candidates\/$/, kind: "status", status: 403, body: "{}" });
  const error = await failsWith(
    stage.pull({ type: "minc", candidates: ["300001", "999999"] }),
    "input/invalid",
  );
  expect(error.message).toContain("whether the server knows them, it does not tell this account");
  expect([error.subject, error.details]).toEqual(["999999", { unknown: 1, asked: 2 }]);
});
