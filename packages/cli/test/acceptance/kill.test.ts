import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readShareList } from "@scanferry/nextcloud-share";
import { readZipEntries } from "@scanferry/zip-crypt";
import { describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "../helpers/cloud.js";

const kills = 20;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Slow enough that the moments of the kills fall into every step of the job. */
async function startSlowCloud(): Promise<Cloud> {
  const cloud = await startCloud({ rateLimit: false }, { participants: 3, sizeVoxels: 24 });
  cloud.sandbox.faults.add({ kind: "latency", ms: 15, times: 10_000 });
  return cloud;
}

/** Kills the run a few milliseconds after its n-th request, whatever the speed of the machine. */
async function runAndKill(cloud: Cloud, afterRequests: number): Promise<NodeJS.Signals | null> {
  const target = cloud.sandbox.log.entries.length + afterRequests;
  const { signal } = await cloud.run(["share", "create", cloud.dataset], {
    onSpawn: (child) => {
      const watch = setInterval(() => {
        if (cloud.sandbox.log.entries.length < target) return;
        clearInterval(watch);
        setTimeout(() => child.kill("SIGKILL"), Math.random() * 20);
      }, 1);
      child.once("exit", () => {
        clearInterval(watch);
      });
    },
  });
  return signal;
}

/** What the participant's image is, read from the dataset. */
function sourceDigest(cloud: Cloud, subject: string): string {
  return sha256(readFileSync(join(cloud.dataset, subject, "anat", `${subject}_T1w.nii.gz`)));
}

async function expectOneWorkingLinkEach(cloud: Cloud): Promise<void> {
  const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
  const state = cloud.sandbox.state.nextcloud;
  expect(rows.map(({ subject }) => subject).sort()).toEqual(["sub-01", "sub-02", "sub-03"]);
  expect(
    state
      .shares()
      .map(({ token }) => token)
      .sort(),
  ).toEqual(rows.map(({ url }) => url.split("/").at(-1)).sort());
  expect(state.files()).toHaveLength(3);
  expect(state.uploads()).toEqual([]);
  for (const row of rows) {
    const answer = await fetch(`${row.url}/download`);
    const zip = new Uint8Array(await answer.arrayBuffer());
    expect(sha256(zip)).toBe(row.sha256);
    const digests: string[] = [];
    for await (const entry of readZipEntries(zip, { password: row.password })) {
      const hash = createHash("sha256");
      for await (const chunk of entry.stream()) hash.update(chunk);
      digests.push(hash.digest("hex"));
    }
    expect(digests).toEqual([sourceDigest(cloud, row.subject)]);
  }
}

/** Nothing that is the plain image, on the disk or on the server, and no temporary file. */
async function expectNoPlaintext(cloud: Cloud): Promise<void> {
  const images = new Set(["sub-01", "sub-02", "sub-03"].map((subject) => sourceDigest(cloud, subject)));
  for (const entry of readdirSync(cloud.folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.startsWith(cloud.dataset)) continue;
    expect(entry.name).not.toMatch(/\.part$|\.zip$|\.nii/);
    expect(images.has(sha256(readFileSync(path))), path).toBe(false);
  }
  const state = cloud.sandbox.state.nextcloud;
  for (const { path } of state.files()) expect(images.has(sha256(await state.readFile(path)))).toBe(false);
}

describe("share create, killed and run again", () => {
  it(`leaves each participant exactly one working link after SIGKILL at ${kills} random moments`, async () => {
    const clean = await startSlowCloud();
    expect((await clean.run(["share", "create", clean.dataset])).code).toBe(0);
    const requests = clean.sandbox.log.entries.length;
    await clean.sandbox.close();

    let killed = 0;
    for (let kill = 0; kill < kills; kill++) {
      const cloud = await startSlowCloud();
      // One random moment from each twentieth of a run.
      const moment = 1 + Math.floor(((kill + Math.random()) / kills) * (requests - 1));
      if ((await runAndKill(cloud, moment)) === "SIGKILL") killed += 1;
      const again = await cloud.run(["share", "create", cloud.dataset]);
      expect(again.code, `killed after ${moment} of ${requests} requests: ${again.stderr}`).toBe(0);
      await expectOneWorkingLinkEach(cloud);
      await expectNoPlaintext(cloud);
      await cloud.sandbox.close();
    }
    expect(killed, "the moments fell into the run").toBeGreaterThanOrEqual(kills - 2);
  }, 300_000);

  it("survives kills in a row, before anybody has a link", async () => {
    const cloud = await startSlowCloud();
    for (let kill = 0; kill < 6; kill++) await runAndKill(cloud, 3 + Math.floor(Math.random() * 15));
    expect((await cloud.run(["share", "create", cloud.dataset])).code).toBe(0);
    await expectOneWorkingLinkEach(cloud);
    await expectNoPlaintext(cloud);
  }, 60_000);
});
