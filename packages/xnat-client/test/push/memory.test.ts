import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { bundleChild } from "../../../../tools/test-support/bundle-child.js";
import type { PushOrder } from "./child/push-child.js";
import { madeInstance } from "./support/made-instance.js";
import { usePush } from "./support/use-push.js";

/** The full check of the project takes what was promised; everywhere else less shows the same within seconds. */
const full = process.env["SCANFERRY_REQUIRE_PEERS"] === "1";
const mib = 1024 * 1024;
const largeBytes = full ? 512 * mib : 128 * mib;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

it(`memory of a push of 1,000 files, and of two of ${String(largeBytes / mib)} MiB, stays below 200 MiB`, async () => {
  const stage = await usePush({ anonymize: false });
  const source = join(stage.dir, "tree");
  const small = join(source, "S1", "a", "series");
  await mkdir(small, { recursive: true });
  for (let number = 1; number <= 1000; number++)
    await writeFile(
      join(small, `${String(number)}.dcm`),
      madeInstance({ study: "2.25.5", series: 1, number }),
    );
  for (const number of [1, 2]) {
    const folder = join(source, "S2", "a", "series");
    await mkdir(folder, { recursive: true });
    // The pixels are a hole in the file: it has the length without taking the space.
    const bytes = madeInstance({ study: "2.25.6", series: 1, number, pixels: 0 });
    bytes.writeUInt32LE(largeBytes, bytes.length - 4);
    const file = await open(join(folder, `${String(number)}.dcm`), "w");
    await file.write(bytes);
    await file.truncate(bytes.length + largeBytes);
    await file.close();
  }
  const outfile = here("../../node_modules/.cache/scanferry-test/push-memory.mjs");
  const program = await bundleChild(here("./child/push-child.ts"), outfile, [
    "dicom",
    "transfer",
    "zip-crypt",
  ]);
  const { sandbox } = stage;
  const order: PushOrder = { baseUrl: sandbox.url.xnat, ...sandbox.credentials.xnat, dir: source };
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, SCANFERRY_TEST_ORDER: JSON.stringify(order) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [told, [code]] = await Promise.all([text(child.stdout), once(child, "close") as Promise<[number]>]);
  expect(code).toBe(0);
  const { statuses, maxRssBytes } = JSON.parse(told) as { statuses: string[]; maxRssBytes: number };
  expect(statuses).toEqual(["done", "done"]);
  expect(maxRssBytes / mib).toBeLessThan(200);
}, 180_000);
