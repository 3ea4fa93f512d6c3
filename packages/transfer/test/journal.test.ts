import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, platform, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { openJournal, type Journal, type JournalPosition } from "../src/index.js";

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-journal-"));
  path = join(dir, ".scanferry", "journal.ndjson");
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

async function all(journal: Journal): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const record of journal.read()) records.push(record);
  return records;
}

async function withJournal<T>(work: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = await openJournal(path);
  try {
    return await work(journal);
  } finally {
    await journal.close();
  }
}

describe("append and read", () => {
  it("gives back what was appended, in order, also after reopening and with many writers at once", async () => {
    const records = Array.from({ length: 500 }, (_, n) => ({ n, text: `line\n"${"ä".repeat(n % 300)}` }));
    await withJournal(async (journal) => {
      await Promise.all(records.map((record) => journal.append(record)));
      expect(await all(journal)).toEqual(records);
    });
    expect(await withJournal(all)).toEqual(records);
  });

  it("gives back any JSON value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 8 }), async (values) => {
        await rm(path, { force: true });
        await withJournal(async (journal) => {
          for (const value of values) await journal.append(value);
        });
        // -0 is 0 in JSON.
        expect(await withJournal(all)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
      { numRuns: 60 },
    );
  });

  it("finds a record by its place", async () => {
    await withJournal(async (journal) => {
      await journal.append({ n: 1 });
      const { offset } = await journal.append({ n: 2 });
      await journal.append({ n: 3 });
      expect(await journal.at(offset)).toEqual({ n: 2 });
    });
  });

  it.skipIf(platform() === "win32")(
    "is readable for its owner alone, also when the file was not",
    async () => {
      await withJournal((journal) => journal.append({ a: 1 }));
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    },
  );
});

describe("a cut at every byte", () => {
  it("loses the last record at most, and the next one is whole", async () => {
    const records = [
      { id: "a", text: 'x"\\\n€' },
      { id: "b", n: 12_345 },
      { id: "c", list: [1, 2, { d: "}" }] },
    ];
    const ends: number[] = [];
    await withJournal(async (journal) => {
      for (const record of records) {
        const { offset, length } = await journal.append(record);
        ends.push(offset + length);
      }
    });
    const whole = await readFile(path);
    for (let cut = 0; cut <= whole.length; cut++) {
      await writeFile(path, whole.subarray(0, cut));
      const kept = records.slice(0, ends.filter((end) => end <= cut).length);
      await withJournal(async (journal) => {
        expect(await all(journal)).toEqual(kept);
        await journal.append({ id: "next" });
      });
      expect(await withJournal(all)).toEqual([...kept, { id: "next" }]);
    }
  });
});

describe("blank", () => {
  const secret = 'pass"word\\ ä€\n\t\u0001';
  const record = {
    id: "sub-01",
    nested: { password: "not this" },
    'pass"': "key",
    password: secret,
    after: "stays",
  };

  const prepare = async (): Promise<{ position: JournalPosition; before: Buffer }> => {
    const position = await withJournal(async (journal) => {
      await journal.append({ first: true });
      const written = await journal.append(record);
      await journal.append({ last: true });
      return written;
    });
    return { position, before: await readFile(path) };
  };

  it("removes the value in place and leaves every other record and value", async () => {
    const { position, before } = await prepare();
    await withJournal(async (journal) => {
      await journal.blank(position, "password");
      const [first, blanked, last] = (await all(journal)) as [unknown, Record<string, unknown>, unknown];
      expect([first, last]).toEqual([{ first: true }, { last: true }]);
      expect(blanked).toEqual({ ...record, password: expect.stringMatching(/^ +$/) as string });
    });
    const after = await readFile(path);
    expect(after.length).toBe(before.length);
    expect(after.includes("pass\\u0022word")).toBe(false);
    expect(after.includes("not this")).toBe(true);
  });

  it("leaves a readable journal when the machine stops at any byte of it", async () => {
    const { position, before } = await prepare();
    await withJournal((journal) => journal.blank(position, "password"));
    const after = await readFile(path);
    const changed = [...after.keys()].filter((place) => after[place] !== before[place]);
    for (const stop of changed) {
      await writeFile(path, Buffer.concat([after.subarray(0, stop), before.subarray(stop)]));
      const [, torn] = (await withJournal(all)) as [unknown, Record<string, unknown>];
      expect({ ...torn, password: "" }).toEqual({ ...record, password: "" });
    }
    expect(changed.length).toBeGreaterThan(10);
  });

  it("blanks any text under any key", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary", minLength: 1 }),
        fc.jsonValue(),
        async (key, text, other) => {
          fc.pre(key !== "other" && key !== "__proto__");
          await rm(path, { force: true });
          await withJournal(async (journal) => {
            const position = await journal.append({ other, [key]: text });
            await journal.blank(position, key);
            const [blanked] = (await all(journal)) as [Record<string, string>];
            expect(blanked[key]).toMatch(/^ +$/);
            expect(blanked["other"]).toEqual(JSON.parse(JSON.stringify(other)));
          });
        },
      ),
      { numRuns: 80 },
    );
  });

  it("refuses a key that has no text", async () => {
    await withJournal(async (journal) => {
      const position = await journal.append({ a: 1, b: { c: "x" } });
      for (const key of ["a", "b", "c", "z"])
        await expect(journal.blank(position, key)).rejects.toMatchObject({ code: "input/invalid" });
    });
  });
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

describe("a journal opened for reading alone", () => {
  it("is empty where there is none, makes nothing, and reads beside a writer", async () => {
    const none = await openJournal(path, { readOnly: true });
    expect(await all(none)).toEqual([]);
    await none.close();
    await expect(stat(dir + "/.scanferry")).rejects.toMatchObject({ code: "ENOENT" });
    await withJournal(async (writer) => {
      await writer.append({ a: 1 });
      const reader = await openJournal(path, { readOnly: true });
      expect(await all(reader)).toEqual([{ a: 1 }]);
      await expect(reader.append({ b: 1 })).rejects.toThrow("reading");
      await reader.close();
    });
  });
});
