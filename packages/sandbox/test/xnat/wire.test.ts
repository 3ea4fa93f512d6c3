import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { startSandbox } from "../../src/index.js";
import { checks, itWithRecordings, shared } from "../support/peers.js";
import { run } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

/** Runs one of the checks on a sandbox and compares what it answered with the recordings of these numbers. */
async function replayed(
  check: string,
  numbers: RegExp,
): Promise<{ readonly alike: number; readonly of: number; readonly report: string }> {
  await using sandbox = await startSandbox({ xnat: { contextPath: "/xnat" } });
  const folder = await temporaryFolder();
  const [recorded, answered] = [join(folder, "recorded"), join(folder, "answered")];
  const { username, password } = sandbox.credentials.xnat;
  await run(join(checks, check), [], {
    env: { XNAT_URL: sandbox.url.xnat, XNAT_USER: username, XNAT_PASS: password, OUT: answered },
  });
  await mkdir(recorded);
  const recordings = join(shared, "wire", "xnat-recordings");
  for (const name of await readdir(recordings))
    if (numbers.test(name)) await cp(join(recordings, name), join(recorded, name));
  const report = await run(join(checks, "compare"), [recorded, answered]);
  const [, alike, of] = /(\d+) of (\d+) requests alike/.exec(report) ?? [];
  return { alike: Number(alike), of: Number(of), report };
}

describe("the look-alike XNAT 1.6", () => {
  itWithRecordings(
    "answers the recorded server's questions as it did",
    async () => {
      const { alike, of, report } = await replayed("xnat-basic", /^\d\d-/);
      expect(of, report).toBe(72);
      expect(alike, report).toBeGreaterThanOrEqual(71);
    },
    60_000,
  );

  itWithRecordings(
    "answers imports, the prearchive and archives that are extracted as it did",
    async () => {
      const { alike, of, report } = await replayed("xnat-import", /^1[1-4]\d-/);
      expect(of, report).toBe(37);
      expect(alike, report).toBeGreaterThanOrEqual(35);
    },
    60_000,
  );
});
