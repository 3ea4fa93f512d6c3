import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createZip } from "@scanferry/zip-crypt";
import { describe, expect, it } from "vitest";
import { planPush } from "../../src/plan/plan-push.js";
import { madeInstance } from "./support/made-instance.js";
import { usePush } from "./support/use-push.js";

const large = 1_200_000;

/** The next patient's image of the same length and under the same name, written a second later. */
async function replace(path: string, pixels: number): Promise<void> {
  const { size, mtimeMs } = await stat(path);
  const other = madeInstance({ study: "2.25.6", series: 1, number: 1, patient: "PH2", pixels });
  expect(other).toHaveLength(size);
  await writeFile(path, other);
  await utimes(path, 1, mtimeMs / 1000 + 1);
}

describe("a file that is another one than when the plan was made is not sent", () => {
  it.each([
    ["1.6", 512],
    ["1.6", large],
    ["1.9", 512],
    ["1.9", large],
  ] as const)("to %s, with the same name and length (%i bytes of pixels)", async (version, pixels) => {
    const stage = await usePush({ anonymize: false, version });
    const plan = await stage.plan({
      "S1/S1_a": { "s1/IM1.dcm": { study: "2.25.5", series: 1, number: 1, pixels } },
    });
    const path = join(stage.dir, "S1/S1_a/s1/IM1.dcm");
    await replace(path, pixels);
    const changed = await stage.push(plan, { retries: 0 });
    expect(changed.results).toMatchObject([
      { status: "failed", error: { code: "data/size-mismatch", subject: path } },
    ]);
    expect(stage.waiting().reduce((sum, { files }) => sum + files, 0)).toBe(0);
    await rm(path);
    const gone = await stage.push(plan, { retries: 0 });
    expect(gone.results).toMatchObject([
      { status: "failed", error: { code: "local/not-found", subject: path } },
    ]);
  });

  it("nor an archive that would go as it is", async () => {
    const stage = await usePush({ anonymize: false });
    await stage.plan({ "S1/S1_a": { "s1/IM1.dcm": { study: "2.25.5", series: 1, number: 1 } } });
    const source = join(stage.dir, "S1/S1_a/s1/IM1.dcm");
    const path = join(stage.dir, "scans.zip");
    const pack = (): Promise<unknown> =>
      createZip(path, [{ name: "a/s1/IM1.dcm", source, store: false }], { encryption: "none", level: 6 });
    await pack();
    await using plan = await planPush(path, { project: "P1", subject: "S1", session: "a" });
    for await (const session of plan.sessions()) expect(session.archive).toMatchObject({ asIs: true });
    const bytes = await readFile(path);
    await rm(path);
    await writeFile(path, bytes);
    await utimes(path, 1, 1);
    const { results } = await stage.push(plan, { retries: 0 });
    expect(results).toMatchObject([
      { status: "failed", error: { code: "data/size-mismatch", subject: path } },
    ]);
    expect(stage.waiting()).toEqual([]);
    await rm(path);
    const gone = await stage.push(plan, { retries: 0 });
    expect(gone.results).toMatchObject([
      { status: "failed", error: { code: "local/not-found", subject: path } },
    ]);
  });
});
