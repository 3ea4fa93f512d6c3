import { execFile } from "node:child_process";
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSandbox } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";
import { bundleChild } from "../../../../tools/test-support/bundle-child.js";
import type { UploadResult } from "../../src/index.js";
import type { UploadOrder } from "./upload-child.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const MiB = 1024 ** 2;

/** The full check of the project takes the large file; elsewhere a smaller one shows the same within seconds. */
const sizeBytes = (process.env["SCANFERRY_REQUIRE_PEERS"] === "1" ? 2048 : 512) * MiB;

describe(`an upload of ${String(sizeBytes / MiB)} MiB`, () => {
  it.each([false, true])(
    "takes at most 200 MB of memory (in chunks: %s)",
    async (chunked) => {
      // Below the package, so that the bundle finds the libraries it imports.
      const cache = here("../../node_modules/.cache/");
      await mkdir(cache, { recursive: true });
      const folder = await mkdtemp(join(cache, "upload-memory-"));
      await using sandbox = await startSandbox({ nextcloud: { storeBytesLimit: MiB } });
      try {
        // Sparse, because a generator of zeros grows for reasons of its own.
        const file = join(folder, "sparse.bin");
        const handle = await open(file, "w");
        await handle.truncate(sizeBytes);
        await handle.close();
        const { username, appPassword } = sandbox.credentials.nextcloud;
        const order: UploadOrder = { baseUrl: sandbox.url.nextcloud, username, appPassword, file, chunked };
        const outfile = join(folder, "upload-child.mjs");
        const child = await bundleChild(here("./upload-child.ts"), outfile, ["transfer"]);
        const { stdout } = await promisify(execFile)(process.execPath, [child], {
          env: { ...process.env, SCANFERRY_TEST_ORDER: JSON.stringify(order) },
        });
        const result = JSON.parse(stdout) as UploadResult & { maxRssBytes: number };
        expect(result).toMatchObject({ sizeBytes, verifiedBy: "server-sha256" });
        expect(result.chunks.sent > 1).toBe(chunked);
        expect(result.maxRssBytes / 1e6).toBeLessThan(200);
        if (process.env["SCANFERRY_TEST_FIGURES"] === "1")
          console.log(`${chunked ? "chunks" : "plain"}: ${String(Math.round(result.maxRssBytes / 1e6))} MB`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    600_000,
  );
});
