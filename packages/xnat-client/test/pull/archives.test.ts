import { describe, expect, it } from "vitest";
import { listZip } from "@scanferry/zip-crypt";

import { usePull, type PullStage } from "./support/use-pull.js";

const target = "S1/S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM.zip";
const resource = "SANDBOX/S1/S1_MR1/1/DICOM";
const path = /scans\/1\/resources\/1\/files$/;
const subject = { project: "SANDBOX", subject: "S1" };

/** What each result of a pull of one subject says; there are six archives. */
async function statuses(stage: PullStage, options = {}): Promise<Record<string, number>> {
  const { results } = await stage.pull({ as: "zip", ...options }, subject);
  const counts: Record<string, number> = {};
  for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe("archives that are kept", () => {
  it.each([
    { version: "1.6" },
    { version: "1.6", zip: { method: 8 } },
    { version: "1.9" },
    { version: "1.9", digests: "some" },
  ] as const)("come whole, and again only when the list of their files changes (%o)", async (options) => {
    const stage = await usePull(options);
    expect(await statuses(stage)).toEqual({ done: 6 });
    expect((await stage.tree()).filter((one) => !one.endsWith(".zip"))).toEqual([]);
    const names = [];
    for await (const { name } of listZip(`${stage.dir}/${target}`)) names.push(name);
    expect(names).toEqual(
      [1, 2, 3].map((n) => `S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files/000${String(n)}.dcm`),
    );
    expect(await statuses(stage)).toEqual({ unchanged: 6 });
    expect(stage.zips()).toBe(0);
    stage.sandbox.state.xnat.changeFile(resource, "0002.dcm", { bytes: 5000 });
    expect(await statuses(stage, { dryRun: true })).toEqual({ planned: 1, unchanged: 5 });
    expect(await statuses(stage, { check: true })).toEqual({ planned: 1, unchanged: 5 });
    expect(await statuses(stage)).toEqual({ done: 1, unchanged: 5 });
    await stage.write(target, "cut");
    expect(await statuses(stage)).toEqual({ done: 1, unchanged: 5 });
  });

  it("are never cut, damaged or short of a file under their final names", async () => {
    for (const kind of [{ kind: "cutAtPercent", percent: 60 }, { kind: "flipByte" }] as const) {
      const stage = await usePull();
      stage.sandbox.faults.add({ path, skip: 2, ...kind });
      expect(await statuses(stage)).toEqual({ done: 6 });
      expect(stage.events.filter(({ type }) => type === "retry")).toHaveLength(1);
    }
    const stage = await usePull({ version: "1.9" });
    stage.sandbox.state.xnat.removeFile(resource, "0002.dcm");
    const { results } = await stage.pull({ as: "zip" }, subject);
    const [failed] = results.filter(({ status }) => status === "failed");
    expect(failed).toMatchObject({ id: `${resource}.zip`, target, error: { code: "data/corrupt" } });
    expect(await stage.tree()).toHaveLength(5);
    stage.sandbox.state.xnat.restoreFile(resource, "0002.dcm");
    expect(await statuses(stage)).toEqual({ done: 1, unchanged: 5 });
  });

  it("may hold files that the server renames in them", async () => {
    const stage = await usePull();
    for (const name of ["1/a.dcm", "1-T1w_MPRAGE/b.dcm"])
      stage.sandbox.state.xnat.addFile(resource, name, name);
    expect(await statuses(stage)).toEqual({ done: 6 });
  });

  it("lie beside each other in every layout, and a resource without files has none", async () => {
    const stage = await usePull({
      projects: [
        { id: "SANDBOX", subjects: ["S1"], scans: 1, resources: ["DICOM", { label: "EMPTY", files: 0 }] },
      ],
    });
    expect(await statuses(stage, { layout: "{subject}_{session}/{scan}-{type}" })).toEqual({ done: 1 });
    expect(await stage.tree()).toEqual(["S1_S1_MR1/1-T1w_MPRAGE/DICOM.zip"]);
  });
});
