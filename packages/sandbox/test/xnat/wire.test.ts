import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { startSandbox } from "../../src/index.js";
import { checks, itWithRecordings, shared } from "../support/peers.js";
import { run } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe("the look-alike XNAT 1.6", () => {
  itWithRecordings(
    "answers the recorded server's questions as it did",
    async () => {
      await using sandbox = await startSandbox({ xnat: { contextPath: "/xnat" } });
      const folder = await temporaryFolder();
      const [recorded, answered] = [join(folder, "recorded"), join(folder, "answered")];
      const { username, password } = sandbox.credentials.xnat;
      await run(join(checks, "xnat-basic"), [], {
        env: { XNAT_URL: sandbox.url.xnat, XNAT_USER: username, XNAT_PASS: password, OUT: answered },
      });
      await mkdir(recorded);
      const recordings = join(shared, "wire", "xnat-recordings");
      for (const name of await readdir(recordings))
        if (/^\d\d-/.test(name)) await cp(join(recordings, name), join(recorded, name));
      const report = await run(join(checks, "compare"), [recorded, answered]);
      const [, alike, of] = /(\d+) of (\d+) requests alike/.exec(report) ?? [];
      expect(Number(of), report).toBe(72);
      expect(Number(alike), report).toBeGreaterThanOrEqual(71);
    },
    60_000,
  );
});
