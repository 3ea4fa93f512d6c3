import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { openJournal } from "../src/index.js";
import { lockFileWith } from "../src/journal/file-lock.js";

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-journal-"));
  path = join(dir, ".scanferry", "journal.ndjson");
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

describe("the lock", () => {
  it("keeps a second one out and lets it in afterwards", async () => {
    const first = await openJournal(path);
    await expect(openJournal(path)).rejects.toMatchObject({ code: "local/busy" });
    await first.close();
    await (await openJournal(path)).close();
  });

  it("is taken over from a process that was killed", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000); console.log('up')"]);
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await (await openJournal(path)).close();
    const note = { pid: child.pid, host: hostname(), started: "", token: "other" };
    await writeFile(`${path}.lock`, JSON.stringify(note));
    await expect(openJournal(path)).rejects.toMatchObject({ code: "local/busy" });
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    await (await openJournal(path)).close();
  });

  it.skipIf(platform() !== "linux")("is taken over when another process got the same number", async () => {
    await (await openJournal(path)).close();
    const note = { pid: process.pid, host: hostname(), started: "an earlier boot/1", token: "other" };
    await writeFile(`${path}.lock`, JSON.stringify(note));
    await (await openJournal(path)).close();
  });

  describe("where the system does not tell when a process began (macOS, Windows)", () => {
    const untold = (): Promise<string> => Promise.resolve("");
    const lock = (): string => `${path}.lock`;
    const leaveLock = async (ageMs: number): Promise<void> => {
      await (await openJournal(path)).close();
      // The number of the killed process went to another one, here to this.
      await writeFile(
        lock(),
        JSON.stringify({ pid: process.pid, host: hostname(), started: "", token: "t" }),
      );
      const then = new Date(Date.now() - ageMs);
      await utimes(lock(), then, then);
    };

    it("is taken over once it went silent, although another process got the same number", async () => {
      await leaveLock(120_000);
      const taken = await lockFileWith(lock(), untold);
      await taken.release();
      await leaveLock(120_000);
      await (await openJournal(path)).close();
    });

    it("holds while its process touches it, and the error tells which file to delete", async () => {
      await leaveLock(15_000);
      const error: unknown = await lockFileWith(lock(), untold).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: "local/busy", subject: lock() });
      expect(String((error as { hint?: string }).hint)).toContain("journal.ndjson.lock");
    });

    it("is free at once when no process has the number", async () => {
      await leaveLock(0);
      await writeFile(lock(), JSON.stringify({ pid: 2 ** 30, host: hostname(), started: "", token: "t" }));
      await (await lockFileWith(lock(), untold)).release();
    });

    it("shuts out a second one in the same process", async () => {
      await (await openJournal(path)).close();
      const first = await lockFileWith(lock(), untold);
      await expect(lockFileWith(lock(), untold)).rejects.toMatchObject({ code: "local/busy" });
      await first.release();
    });
  });

  it("of another machine holds while it is touched, and is taken over when it went silent", async () => {
    await (await openJournal(path)).close();
    await writeFile(
      `${path}.lock`,
      JSON.stringify({ pid: 1, host: "another-machine", started: "", token: "t" }),
    );
    await expect(openJournal(path)).rejects.toMatchObject({ code: "local/busy" });
    const long = new Date(Date.now() - 600_000);
    await utimes(`${path}.lock`, long, long);
    await (await openJournal(path)).close();
  });

  it("that was cut by a kill is taken over once it is not fresh any more", async () => {
    await (await openJournal(path)).close();
    await writeFile(`${path}.lock`, '{"pid":');
    const ago = new Date(Date.now() - 10_000);
    await utimes(`${path}.lock`, ago, ago);
    await (await openJournal(path)).close();
  });

  it("that was cut by a kill a moment ago is waited out, not taken for a busy one", async () => {
    await (await openJournal(path)).close();
    await writeFile(`${path}.lock`, "");
    await (await openJournal(path)).close();
  });

  it.skipIf(platform() !== "linux")(
    "is taken over from a killed process that nobody has buried",
    async () => {
      await (await openJournal(path)).close();
      // The shell becomes a program that never asks how its child ended.
      const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 30"]);
      const pid = await new Promise<number>((resolve) =>
        parent.stdout.once("data", (text: Buffer) => {
          resolve(Number(text.toString()));
        }),
      );
      await expect
        .poll(async () => readFile(`/proc/${pid}/stat`, "utf8").then((stat) => stat.includes(") Z ")))
        .toBe(true);
      await writeFile(
        `${path}.lock`,
        JSON.stringify({ pid, host: hostname(), started: "", token: "zombie" }),
      );
      await (await openJournal(path)).close();
      parent.kill("SIGKILL");
    },
  );

  it("goes to exactly one of many that come at once to an old lock", async () => {
    for (let round = 0; round < 20; round++) {
      await (await openJournal(path)).close();
      await writeFile(
        `${path}.lock`,
        JSON.stringify({ pid: 2 ** 30, host: hostname(), started: "", token: "dead" }),
      );
      const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => openJournal(path)));
      const open = outcomes.filter((one) => one.status === "fulfilled");
      expect(open).toHaveLength(1);
      for (const one of open) await one.value.close();
    }
  });
});
