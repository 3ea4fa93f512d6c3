import { mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { ScanferryError, openJournal, type FileItem } from "../src/index.js";
import { given, one } from "./support/download-items.js";
import { manifestOf, runInto } from "./support/manifest.js";
import { sha256 } from "./support/sha256.js";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "scanferry-course-"));
});
afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

/** One thing that happens to a folder of five files: on the server, by the user, or by a run. */
type Step =
  | { do: "serve"; file: number; version: number }
  | { do: "delete" | "edit" | "damage"; file: number }
  | { do: "run"; files: number[]; broken: number[]; split: boolean };

const file = fc.nat(4);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("serve" as const), file, version: fc.nat(3) }),
  fc.record({ do: fc.constantFrom("delete" as const, "edit" as const, "damage" as const), file }),
  fc.record({
    do: fc.constant("run" as const),
    files: fc.uniqueArray(file),
    broken: fc.uniqueArray(file, { maxLength: 2 }),
    split: fc.boolean(),
  }),
);

describe("any course of events", () => {
  it("ends with the server's bytes on disk and one true line for each file that a run left", async () => {
    const name = (n: number): string => `sub-${String(n)}/image.bin`;
    const text = (n: number, version: number): string => `file ${String(n)} version ${String(version)}`;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await rm(dir, { recursive: true, force: true });
        const served = [0, 0, 0, 0, 0];
        const disk = new Map<number, string>();
        const lines = new Map<number, string>();
        let clock = 1_000_000;
        const scribble = async (n: number, data: string): Promise<void> => {
          disk.set(n, data);
          await writeFile(join(dir, name(n)), data);
          // The clock of a test may stand still between a run and an edit.
          await utimes(join(dir, name(n)), ++clock, clock);
        };
        for (const at of steps) {
          if (at.do === "run") {
            const items = at.files.map((n): FileItem => ({
              ...given(name(n), ""),
              open: ({ knownEtag }) => {
                const version = served[n] ?? 0;
                const etag = `v${String(version)}`;
                if (at.broken.includes(n)) return Promise.reject(new ScanferryError("remote/failed", "no"));
                if (knownEtag === etag) return Promise.resolve({ status: "unchanged" });
                return Promise.resolve({ status: "full", etag, body: one(text(n, version)) });
              },
            }));
            const half = at.split ? items.length >> 1 : items.length;
            const journal = await openJournal(join(dir, ".scanferry/journal.ndjson"));
            await runInto(dir, items.slice(0, half), { journal });
            await runInto(dir, items.slice(half), { journal });
            await journal.close();
            for (const n of at.files.filter((n) => !at.broken.includes(n))) {
              disk.set(n, text(n, served[n] ?? 0));
              lines.set(n, sha256(Buffer.from(text(n, served[n] ?? 0))));
            }
            // A file that was changed since its run and that this run did not bring again is not what its line would say.
            const expected = [...lines]
              .filter(([n, digest]) => sha256(Buffer.from(disk.get(n) ?? "")) === digest)
              .map(([n, digest]) => `${name(n)} ${digest}`);
            const found = (await manifestOf(dir)).map(
              ({ path, sha256: digest }) => `${path} ${String(digest)}`,
            );
            expect(found.sort()).toEqual(expected.sort());
          } else if (at.do === "serve") served[at.file] = at.version;
          else if (at.do === "delete") {
            disk.delete(at.file);
            await rm(join(dir, name(at.file)), { force: true });
          } else {
            const old = disk.get(at.file);
            if (old !== undefined)
              await scribble(at.file, at.do === "edit" ? `${old}!` : old.replace("file", "FILE"));
          }
          for (const [n, data] of disk) expect(await readFile(join(dir, name(n)), "utf8")).toBe(data);
        }
        const there = await Promise.all(
          [0, 1, 2, 3, 4].map((n) => stat(join(dir, name(n))).catch(() => undefined)),
        );
        expect(there.flatMap((found, n) => (found === undefined ? [] : [n]))).toEqual(
          [...disk.keys()].sort(),
        );
      }),
      { numRuns: 25 },
    );
  });
});
