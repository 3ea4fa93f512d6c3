import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

import type { KnownItem } from "../journal/known-items.js";
import type { DownloadContext, Place } from "./download-context.js";
import type { ItemExpectation } from "./transfer-item.js";

/** What is planned for a file. */
interface Wanted {
  id: string;
  sizeBytes?: number;
  expect?: ItemExpectation;
}

/** What stands under the real name. `known` is given when it is still as this engine left it. */
export type LocalFile =
  { status: "absent" } | { status: "present"; unchanged: boolean; bytes: number; known?: KnownItem };

const sameHex = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();

async function digestOf(path: string, algorithm: "md5" | "sha256"): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Looks whether the file is there and, without asking the server, whether it is what the plan wants. */
export async function lookLocally(
  context: DownloadContext,
  place: Place,
  wanted: Wanted,
): Promise<LocalFile> {
  if (place.absent) return { status: "absent" };
  const found = await stat(place.absolute).catch(() => undefined);
  if (found === undefined || !found.isFile()) return { status: "absent" };
  const { expect = {}, sizeBytes } = wanted;
  const bytes = found.size;
  const record = await context.known?.find(wanted.id);
  const untouched =
    record !== undefined &&
    record.path === place.relative &&
    record.bytes === bytes &&
    Math.abs((record.mtimeMs ?? 0) - found.mtimeMs) < 1;
  const known = untouched ? record : undefined;
  const answer = (unchanged: boolean): LocalFile => ({
    status: "present",
    unchanged,
    bytes,
    ...(known === undefined ? {} : { known }),
  });

  if (sizeBytes !== undefined && sizeBytes !== bytes) return answer(false);
  for (const algorithm of ["sha256", "md5"] as const) {
    const expected = expect[algorithm];
    if (expected === undefined) continue;
    if (known?.[algorithm] !== undefined) return answer(sameHex(expected, known[algorithm]));
    const same = sameHex(expected, await digestOf(place.absolute, algorithm));
    return answer(same);
  }
  if (known === undefined) return answer(false);
  if (expect.etag !== undefined) return answer(expect.etag === known.etag);
  // Only the length to go by: enough when this engine wrote the file and the server cannot be asked any better.
  return answer(sizeBytes !== undefined && known.etag === undefined);
}
