import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { gzipIntact, isAbort, type ContentCheck } from "@scanferry/transfer";

import { gzippedNifti } from "./gzipped-nifti.js";
import { judgeOf } from "./judge-of.js";
import type { Judge } from "./verdict.js";

/** Larger JSON files are not parsed, and so not proven. */
const jsonBytesLimit = 16 * 1024 * 1024;

/**
 * Tells whether a local file is provably whole: the CRC of a gzip (with a NIfTI header inside, for `.nii.gz`), the end that the superblock
 * of MINC 2 or the header of MINC 1 or NIfTI names, a `.json` that parses. Of other files nothing can be proven, which is `false`.
 */
export async function wholeOnDisk(path: string, options: { signal?: AbortSignal } = {}): Promise<boolean> {
  const name = basename(path);
  try {
    if (/\.(gz|tgz|mgz)$/i.test(name)) return await passes(path, [gzipIntact, gzippedNifti], options.signal);
    if (/\.json$/i.test(name)) return await parses(path, options.signal);
    const judge = judgeOf(name);
    return judge !== undefined && (await isWhole(path, judge));
  } catch (error) {
    if (isAbort(error)) throw error;
    return false;
  }
}

async function passes(path: string, checks: readonly ContentCheck[], signal?: AbortSignal): Promise<boolean> {
  const running = checks
    .map((check) => check.start({ name: basename(path), hasDigest: false }))
    .filter((check) => check !== undefined);
  try {
    const stream = createReadStream(path, { highWaterMark: 256 * 1024, ...(signal && { signal }) });
    for await (const chunk of stream) for (const check of running) await check.write(chunk as Buffer);
    for (const check of running) await check.end();
    return true;
  } finally {
    for (const check of running) check.abort?.();
  }
}

async function parses(path: string, signal?: AbortSignal): Promise<boolean> {
  if ((await stat(path)).size > jsonBytesLimit) return false;
  const text = await readFile(path, { encoding: "utf8", ...(signal && { signal }) });
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
  return typeof value === "object" && value !== null;
}

async function isWhole(path: string, { headBytes, judge }: Judge): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(headBytes, size)), 0, null, 0);
    return judge(buffer.subarray(0, bytesRead), size) === "whole";
  } finally {
    await file.close();
  }
}
