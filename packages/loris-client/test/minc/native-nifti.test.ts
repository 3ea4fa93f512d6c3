import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull } from "../pull/support/use-pull.js";

const image = { candidate: "300009", visit: "V1", scanType: "t1", name: "demo_300009_V1_t1_001.nii.gz" };
const start = () =>
  usePull({ dialect: "v28", study: { candidates: 1, visits: ["V1"], scanTypes: ["t2"] }, images: [image] });
const target = `300009/V1/${image.name}`;

describe("an image that LORIS keeps as NIfTI", () => {
  it("is held to the digest in its header md5hash; MINC images are not, whose digest is another thing", async () => {
    const stage = await start();
    const { failed } = await stage.pull({ type: "minc" });
    expect(failed).toBe(0);
    const asked = stage.sandbox.log.find("GET", /md5hash/).map(({ path }) => path);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain(image.name);
    await stage.pull({ type: "minc" });
    expect(stage.sandbox.log.find("GET", /md5hash/)).toHaveLength(0);
  });

  it("is refused when the digest does not agree, and stands nowhere", async () => {
    const stage = await start();
    stage.sandbox.faults.add({
      path: /md5hash/,
      kind: "status",
      status: 200,
      body: JSON.stringify({ Value: "0".repeat(32) }),
      times: 10,
    });
    const { results } = await stage.pull({ type: "minc" });
    expect(results.filter(({ status }) => status === "failed")).toMatchObject([
      {
        target,
        // A file that was defaced in place disagrees for ever: running again is no help then.
        error: { code: "data/checksum-mismatch", hint: expect.stringContaining("changed on the server") },
      },
    ]);
    // Twice at most: the second try tells a bad line from a bad file.
    expect(stage.sandbox.log.find("GET", image.name.concat("/headers"))).toHaveLength(2);
    expect(await stage.tree()).not.toContain(target);
  });

  it("is kept when the server has no digest of it", async () => {
    const stage = await start();
    stage.sandbox.faults.add({
      path: /md5hash/,
      kind: "status",
      status: 404,
      body: JSON.stringify({ error: "not found" }),
      times: 10,
    });
    expect((await stage.pull({ type: "minc" })).failed).toBe(0);
    expect(await stage.tree()).toContain(target);
  });

  it("becomes BIDS without a conversion on the server", async () => {
    const stage = await start();
    expect((await stage.pull({ candidates: ["300009"] })).failed).toBe(0);
    const path = "sub-300009/ses-V1/anat/sub-300009_ses-V1_T1w.nii.gz";
    expect(await stage.tree()).toContain(path);
    expect(stage.sandbox.log.find("GET", /format\/nifti/)).toHaveLength(0);
    await writeFile(join(stage.dir, path), "damaged");
    expect((await stage.pull({ candidates: ["300009"] })).results).toContainEqual(
      expect.objectContaining({ target: path, status: "done" }),
    );
  });
});
