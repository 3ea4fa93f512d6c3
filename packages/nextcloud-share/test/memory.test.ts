import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildChild, startChild } from "./child/run-child.js";
import { startLab } from "./helpers/lab.js";

const GiB = 1024 ** 3;

/** The full check of the project takes the large file; everywhere else a smaller one shows the same within seconds. */
const sizeBytes = (process.env["SCANFERRY_REQUIRE_PEERS"] === "1" ? 6 : 1) * GiB;

describe(`a file of ${sizeBytes / GiB} GiB`, () => {
  it("goes through zip and upload with at most 200 MB of memory", async () => {
    const lab = await startLab({ count: 0, nextcloud: { storeBytesLimit: 64 * 1024 * 1024 } });
    const path = join(lab.folder, "bids", "large.nii");
    await mkdir(join(lab.folder, "bids"), { recursive: true });
    const file = await open(path, "w");
    await file.truncate(sizeBytes);
    await file.close();
    const { username, appPassword } = lab.sandbox.credentials.nextcloud;
    const child = startChild(await buildChild(), {
      baseUrl: lab.sandbox.url.nextcloud,
      username,
      appPassword,
      participants: [{ label: "sub-01", files: [{ name: "large.nii", path }] }],
      // The look-alike keeps only the digest of such a file, so there is nothing to download.
      options: { list: lab.list, selfTest: false },
    });
    const lines = await child.ended;
    const { failed, maxRssBytes } = JSON.parse(lines.at(-1)!) as { failed: number; maxRssBytes: number };
    expect(failed, lines.join("\n")).toBe(0);
    expect((await lab.rows())[0]!.bytes).toBeGreaterThan(sizeBytes);
    expect(maxRssBytes / 1e6).toBeLessThan(200);
  }, 900_000);
});
