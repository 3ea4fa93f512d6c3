import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";

import type { TransferResult } from "../../src/index.js";
import { noise } from "../support/noise.js";
import { dir } from "../support/use-download-server.js";
import { GroupServer } from "./group-server.js";

/** The names of twelve files in three folders. */
export const names = Array.from({ length: 12 }, (_, index) => `S ${String(index % 3)}/ü${String(index)}.dcm`);

/** A server that has these files, each of another length. */
export const filled = (bytes = 3000): GroupServer =>
  new GroupServer(Object.fromEntries(names.map((name, index) => [name, noise(bytes + index, index + 1)])));

/** The ids of the results that ended so. */
export const statusOf = (results: readonly TransferResult[], status: TransferResult["status"]): string[] =>
  results.filter((result) => result.status === status).map(({ id }) => id);

/** Checks that each file of a server stands whole, and nothing besides, but for those that are left out. */
export async function expectWhole(server: GroupServer, without: readonly string[] = []): Promise<void> {
  const expected = [...server.files].filter(([name]) => !without.includes(name));
  for (const [name, { data }] of expected)
    expect((await readFile(join(dir, "out", name))).equals(data), name).toBe(true);
  const found = await readdir(join(dir, "out"), { recursive: true, withFileTypes: true });
  expect(found.filter((file) => file.isFile())).toHaveLength(expected.length);
}
