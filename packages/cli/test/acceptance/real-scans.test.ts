import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readShareList, writeShareList } from "@scanferry/nextcloud-share";
import { describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "../helpers/cloud.js";

const data =
  process.env["SCANFERRY_DATA"] ?? fileURLToPath(new URL("../../../../../shared/data", import.meta.url));
const dataset = join(data, "bids_real");

/** The image that each participant of the real dataset must get, by the documented preference. */
const expected: Record<string, string> = {
  "sub-01": "sub-01/anat/sub-01_T1w.nii.gz",
  "sub-02": "sub-02/anat/sub-02_acq-mprage_run-1_T1w.nii",
  "sub-03": "sub-03/ses-pre/anat/sub-03_ses-pre_T1w.nii.gz",
  "sub-05": "sub-05/anat/sub-05_T1w.nii.gz",
};

/** Downloads a link without a login and opens the zip with 7-Zip and the listed password. */
async function openWith7Zip(
  cloud: Cloud,
  row: { subject: string; url: string; password: string },
): Promise<void> {
  const source = expected[row.subject] ?? "";
  const zip = join(cloud.folder, `${row.subject}-downloaded.zip`);
  writeFileSync(zip, new Uint8Array(await (await fetch(`${row.url}/download`)).arrayBuffer()));
  const out = join(cloud.folder, `${row.subject}-opened`);
  execFileSync("7z", ["x", "-y", `-p${row.password}`, `-o${out}`, zip], { stdio: "pipe" });
  const name = source.split("/").at(-1) ?? "";
  expect(readFileSync(join(out, name)).equals(readFileSync(join(dataset, source)))).toBe(true);
}

describe("share create on real scans", () => {
  const missing = [
    ...(existsSync(dataset) ? [] : ["no shared test data"]),
    ...(spawnSync("7z", ["i"]).error === undefined ? [] : ["7z not installed"]),
  ].join(", ");
  const skip = missing !== "" && process.env["SCANFERRY_REQUIRE_PEERS"] !== "1";
  it.skipIf(skip)(
    `gives each participant the right image, once; a deleted row is shared anew and its old link is dead${skip ? ` (skipped: ${missing})` : ""}`,
    async () => {
      const cloud = await startCloud({}, { participants: 1 });
      const share = (): ReturnType<Cloud["run"]> => cloud.run(["share", "create", dataset, "--json"]);
      const list = join(cloud.folder, "share-list.xlsx");

      const first = await share();
      expect(first.code, first.stderr).toBe(0);
      expect(first.records.at(-1)).toMatchObject({ type: "summary", done: 4, skipped: 2, failed: 0 });
      const { rows } = await readShareList(list);
      expect(rows.map(({ subject }) => subject).sort()).toEqual(Object.keys(expected));
      for (const row of rows) await openWith7Zip(cloud, row);

      const writes = (): number =>
        cloud.sandbox.log.entries.filter(({ method }) =>
          ["PUT", "POST", "DELETE", "MOVE", "MKCOL"].includes(method),
        ).length;
      const before = writes();
      expect((await share()).records.at(-1)).toMatchObject({ done: 0, unchanged: 4, skipped: 2, failed: 0 });
      expect(writes(), "requests that change the server").toBe(before);

      const old = rows.find(({ subject }) => subject === "sub-02");
      rmSync(list);
      await writeShareList(
        list,
        rows.filter(({ subject }) => subject !== "sub-02"),
      );
      expect((await share()).records.at(-1)).toMatchObject({ done: 1, unchanged: 3 });
      expect((await fetch(`${old?.url ?? ""}/download`)).status).toBe(404);
      const again = (await readShareList(list)).rows;
      expect(again).toHaveLength(4);
      expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(4);
      for (const row of again) await openWith7Zip(cloud, row);
    },
    120_000,
  );
});
