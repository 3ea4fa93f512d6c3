import { join } from "node:path";
import { describe, expect } from "vitest";
import { startSandbox } from "../../src/index.js";
import { checks, itWithRecordings } from "../support/peers.js";
import { run } from "../support/run.js";

const VERSIONS = { v28: "v0.0.3", preventad: "v0.0.3-dev" };

describe.each(["v28", "preventad"] as const)("the look-alike LORIS %s", (dialect) => {
  itWithRecordings(
    "answers the recorded server's questions as it did",
    async () => {
      await using sandbox = await startSandbox({ loris: { dialect } });
      const { username, password } = sandbox.credentials.loris;
      const report = await run(join(checks, "loris"), [dialect], {
        env: {
          LORIS_URL: `${sandbox.url.loris}/api/${VERSIONS[dialect]}`,
          LORIS_USER: username,
          LORIS_PASS: password,
          LORIS_PROJECT: dialect === "v28" ? "Pumpernickel" : "loris",
        },
      });
      const [, alike, of] = /(\d+) of (\d+) alike/.exec(report) ?? [];
      expect(Number(of), report).toBeGreaterThanOrEqual(20);
      expect(alike, report).toBe(of);
    },
    60_000,
  );
});
