import { expect, it } from "vitest";
import { bodyOf, patternedBytes, sha256 } from "../support/bytes.js";
import { failsWith } from "../support/fails.js";
import { openBox } from "../support/open-box.js";

const look = { method: "PROPFIND", path: /sub-01\.zip$/ };

it("asks again for a stored file that could not be looked at, and sends it once", async () => {
  await using box = await openBox();
  const bytes = patternedBytes(50_000);
  // One call with its four repetitions.
  box.sandbox.faults.add({ ...look, kind: "status", status: 503, times: 5 });
  const result = await box.cloud.upload({ path: "sub-01.zip", body: bodyOf(bytes) });
  expect(result).toMatchObject({ sha256: sha256(bytes), verifiedBy: "server-sha256" });
  expect(box.sandbox.log.find("PUT", "sub-01.zip")).toHaveLength(1);
});

it("tells of a busy server, and not of a foreign file, when a stored file can never be looked at", async () => {
  await using box = await openBox();
  box.sandbox.faults.add({ ...look, kind: "status", status: 503, times: 999 });
  await failsWith(
    box.cloud.upload({ path: "sub-01.zip", body: bodyOf(patternedBytes(5000)) }, { retries: 1 }),
    "remote/busy",
  );
  expect(box.sandbox.log.find("PUT", "sub-01.zip")).toHaveLength(1);
});
