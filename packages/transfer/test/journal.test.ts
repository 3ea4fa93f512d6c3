import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { platform, tmpdir } from "node:os";
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

describe("a journal opened for reading alone", () => {
  it("is empty where there is none, makes nothing, and reads beside a writer", async () => {
    const none = await openJournal(path, { readOnly: true });
    expect(await all(none)).toEqual([]);
    await none.close();
    await expect(stat(join(dir, ".scanferry"))).rejects.toMatchObject({ code: "ENOENT" });
    await withJournal(async (writer) => {
      await writer.append({ a: 1 });
      const reader = await openJournal(path, { readOnly: true });
      expect(await all(reader)).toEqual([{ a: 1 }]);
      await expect(reader.append({ b: 1 })).rejects.toThrow("reading");
      await reader.close();
    });
  });
});
