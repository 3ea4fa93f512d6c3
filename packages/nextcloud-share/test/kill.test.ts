import { randomInt } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { buildChild, startChild } from "./child/run-child.js";
import type { ChildOrder } from "./child/share-child.js";
import { expectAllWell, filesBelow, startLab, writeScans, type Lab } from "./helpers/lab.js";

const MiB = 1024 * 1024;

/** Deletes a random row, as a person would who wants this participant shared again. */
async function deleteSomeRow(list: string): Promise<void> {
  const text = await readFile(list, "utf8").catch(() => "");
  const lines = text.split("\r\n").filter((line) => line !== "");
  if (lines.length < 3) return;
  lines.splice(randomInt(1, lines.length), 1);
  await writeFile(list, `${lines.join("\r\n")}\r\n`);
}

/** What must hold even at the moment of death. */
async function expectNothingInTheClear(lab: Lab): Promise<void> {
  for (const path of await filesBelow(lab.folder)) {
    if (path.includes("/bids/")) continue;
    expect((await readFile(path)).toString("latin1"), path).not.toContain("plaintext of");
  }
  for (const file of lab.sandbox.state.nextcloud.files()) {
    expect((await lab.sandbox.state.nextcloud.readFile(file.path)).toString("latin1")).not.toContain(
      "plaintext of",
    );
  }
}

describe("a run killed with SIGKILL", () => {
  it("at 20 random moments ends with one working link per participant and nothing left over", async () => {
    const lab = await startLab({
      count: 24,
      sizeBytes: 30_000,
      listName: "share-list.csv",
      nextcloud: { rateLimit: false, latencyMs: 2 },
    });
    const [large] = await writeScans(`${lab.folder}/bids/large`, 1, 12 * MiB);
    const participants = [...lab.participants, { ...large!, label: "large" }];
    const { username, appPassword } = lab.sandbox.credentials.nextcloud;
    const order: ChildOrder = {
      baseUrl: lab.sandbox.url.nextcloud,
      username,
      appPassword,
      participants,
      options: { list: lab.list, chunkThresholdBytes: 6 * MiB, chunkBytes: 5 * MiB },
    };
    const script = await buildChild();
    const moments: number[] = [];
    let killed = 0;
    for (let round = 0; killed < 20; round++) {
      expect(round, "rounds").toBeLessThan(60);
      const child = startChild(script, order);
      await child.begun;
      const moment = randomInt(0, 700);
      moments.push(moment);
      await Promise.race([pause(moment), child.ended]);
      if (child.process.exitCode === null && child.process.kill("SIGKILL")) killed += 1;
      await child.ended;
      await expectNothingInTheClear(lab);
      // Keeps the work from running out: the next run meets a row that was deleted.
      await deleteSomeRow(lab.list);
      await deleteSomeRow(lab.list);
    }
    const last = startChild(script, order);
    const lines = await last.ended;
    expect(JSON.parse(lines.at(-1)!), lines.join("\n")).toMatchObject({ failed: 0 });
    await expectAllWell(lab, participants).catch((error: unknown) => {
      throw new Error(`killed after ${moments.join(", ")} ms`, { cause: error });
    });
  }, 180_000);
});
