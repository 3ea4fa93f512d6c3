import { afterEach, describe, expect, it, vi } from "vitest";

import { checkArchive } from "../../src/pull/archive/check-archive.js";
import { LoadedList } from "../../src/pull/group/loaded-list.js";
import type { ResourcePlace } from "../../src/pull/plan/resource-place.js";
import { storedZip } from "./support/stored-zip.js";
import { usePull, type PullStage } from "./support/use-pull.js";

const resource = "SANDBOX/S1/S1_MR1/1/DICOM";
const zipPath = /scans\/1\/resources\/1\/files$/;
const one = {
  id: "SANDBOX",
  subjects: ["S1"],
  scans: 1,
  resources: ["DICOM"],
};

/** How each archive ended. */
async function statuses(stage: PullStage, options = {}): Promise<string[]> {
  const { results } = await stage.pull({ as: "zip", ...options });
  return results.map(({ status }) => status);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("an archive that lacks a listed file", () => {
  it("is fetched once, and the file is named", async () => {
    const stage = await usePull({ projects: [one], zip: { missing: "omit" } });
    stage.sandbox.state.xnat.removeFile(resource, "0002.dcm");
    const { results } = await stage.pull({ as: "zip" });
    expect(results).toMatchObject([
      {
        status: "failed",
        error: {
          code: "data/corrupt",
          message: "The archive lacks a file that the server's list names.",
          subject: `${resource}/0002.dcm`,
          retryable: false,
        },
      },
    ]);
    expect(stage.zips()).toBe(1);
    expect(await stage.tree()).toEqual([]);
  });

  it("is found out although another one is in it twice", async () => {
    const stage = await usePull({ projects: [one] });
    const list = await LoadedList.load(stage.ctx, place, {});
    const folder = "S1_MR1/scans/1-T1w_MPRAGE/resources/DICOM/files";
    const sizes: [string, string][] = [];
    for await (const { stored, sizeBytes = 0 } of list.files())
      sizes.push([`${folder}/${stored}`, "x".repeat(sizeBytes)]);
    const check = (entries: typeof sizes): Promise<void> =>
      checkArchive(chunks(storedZip(entries)), place, list, new AbortController().signal);
    await expect(check(sizes)).resolves.toBeUndefined();
    const [first = ["", ""], second = ["", ""]] = sizes;
    await expect(check([first, second, second])).rejects.toMatchObject({ code: "data/corrupt" });
    list.hasRenamed = true;
    await expect(check([first, second, second])).rejects.toMatchObject({ code: "data/corrupt" });
    await list.close();
  });
});

describe("an archive that is here", () => {
  it("is compared with the server by the dates of its files where the list has no digests", async () => {
    const stage = await usePull({ version: "1.6", projects: [one] });
    expect(await statuses(stage)).toEqual(["done"]);
    for (const look of [{ check: true }, { checksum: true }]) {
      expect(await statuses(stage, look)).toEqual(["unchanged"]);
      expect([stage.zips(), stage.singles()]).toEqual([0, 3]);
    }
    stage.sandbox.clock.advance(60_000);
    stage.sandbox.state.xnat.sameLengthChange(resource, "0002.dcm");
    expect(await statuses(stage)).toEqual(["unchanged"]);
    expect(stage.singles()).toBe(0);
    expect(await statuses(stage, { dryRun: true, checksum: true })).toEqual(["unchanged"]);
    expect(await statuses(stage, { check: true })).toEqual(["planned"]);
    stage.sandbox.clock.advance(60_000);
    expect(await statuses(stage, { checksum: true })).toEqual(["done"]);
    expect(await statuses(stage, { check: true })).toEqual(["unchanged"]);
  });

  it("is compared by the list where that has digests", async () => {
    const stage = await usePull({ version: "1.9", projects: [one] });
    await statuses(stage);
    expect(await statuses(stage, { check: true })).toEqual(["unchanged"]);
    expect(stage.singles()).toBe(0);
    stage.sandbox.state.xnat.sameLengthChange(resource, "0002.dcm");
    expect(await statuses(stage, { check: true })).toEqual(["planned"]);
    expect(await statuses(stage)).toEqual(["done"]);
  });
});

it("closes the list of an archive that does not begin to come", async () => {
  const load = vi.spyOn(LoadedList, "load");
  const close = vi.spyOn(LoadedList.prototype, "close");
  const stage = await usePull({ projects: [one] });
  stage.sandbox.faults.add({ path: zipPath, skip: 2, kind: "status", status: 400 });
  expect(await statuses(stage)).toEqual(["failed"]);
  const lists = await Promise.all(load.mock.results.map(({ value }) => value as Promise<LoadedList>));
  expect(lists).toHaveLength(2);
  for (const list of lists) expect(close.mock.contexts).toContain(list);
});

const place: ResourcePlace = {
  owners: { project: "SANDBOX", resource: "DICOM" },
  path: "/data/experiments/XNAT_E00001/scans/1/resources/1",
  id: resource,
  number: "1",
  resource: "DICOM",
  project: "SANDBOX",
  subject: "S1",
  session: "S1_MR1",
  scan: { id: "1", type: "T1w MPRAGE", description: "" },
  origin: "XNAT_E00001/1/1",
  renamed: { labels: [], scans: [] },
};

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}
