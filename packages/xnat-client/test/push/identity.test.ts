import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { madeInstance } from "./support/made-instance.js";
import { usePush } from "./support/use-push.js";

/** Two slices under the names that scanners give, with other UIDs where `uids` has them. */
function slices(
  uids: readonly string[] = [],
): Record<string, { study: string; series: number; number: number }> {
  const slice = (number: number): { study: string; series: number; number: number } => {
    const uid = uids[number - 1];
    return { study: "2.25.5", series: 1, number, ...(uid === undefined ? {} : { uid }) };
  };
  return { "s1/IM1.dcm": slice(1), "s1/IM2.dcm": slice(2) };
}
const others = ["2.25.5.1.8", "2.25.5.1.9"];

describe("files of one name and one length", () => {
  it.each(["1.6", "1.9"] as const)(
    "are other instances where their UIDs are others (%s)",
    async (version) => {
      const stage = await usePush({ version, pipelines: false, anonymize: false });
      const first = await stage.plan({ "S1/S1_a": slices() });
      expect((await stage.push(first)).done).toBe(1);
      const waits = await stage.push(await stage.plan({ "S1/S1_a": slices(others) }));
      expect(waits.results).toMatchObject([
        { status: "failed", error: { code: "remote/exists", details: { there: 0, others: 2 } } },
      ]);
      expect((await stage.push(first, { destination: "archive" })).done).toBe(1);
      const second = await stage.plan({ "S1/S1_a": slices(others) });
      const replaced = await stage.push(second, { destination: "archive", overwrite: "delete" });
      expect(replaced.results).toMatchObject([{ status: "done" }]);
      const again = await stage.push(first, { destination: "archive" });
      expect(again.results).toMatchObject([{ status: "failed", error: { code: "remote/exists" } }]);
    },
  );

  it("are never taken for the planned ones where the next patient's lie in their place", async () => {
    const stage = await usePush({ anonymize: false });
    const plan = await stage.plan({ "S1/S1_a": slices() });
    for (const { name, parentPath } of await readdir(stage.dir, { recursive: true, withFileTypes: true })) {
      const number = Number(/^IM(\d)\.dcm$/.exec(name)?.[1]);
      if (number > 0)
        await writeFile(
          join(parentPath, name),
          madeInstance({ study: "2.25.6", series: 1, number, patient: "PH2" }),
        );
    }
    const { results } = await stage.push(plan);
    expect(results).toMatchObject([{ status: "failed", error: { retryable: false } }]);
  });
});
