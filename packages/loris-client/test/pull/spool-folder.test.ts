import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";

import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { usePull } from "./support/use-pull.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("says that it is the folder for temporary files that cannot be written, and not the output folder", async () => {
  const stage = await usePull({ study: { candidates: 1 } });
  await stage.write("a-file", "");
  const wrong = join(stage.dir, "a-file");
  for (const name of ["TMPDIR", "TEMP", "TMP"]) vi.stubEnv(name, wrong);
  expect(tmpdir()).toBe(wrong);
  const error = await failsWith(stage.pull(), "local/denied");
  expect(error.message).toContain("folder for temporary files");
  expect(error.hint).toContain("TMPDIR");
  expect(error.subject).toBe(wrong);
});
