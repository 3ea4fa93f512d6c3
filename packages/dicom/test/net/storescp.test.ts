import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { echo, sendFiles, type SendOutcome } from "../../src/index.js";
import { makeFiles } from "../support/made-files.js";
import { itWith } from "../support/peers.js";
import { startStorescp } from "../support/storescp.js";

const it = itWith("storescp");

describe("with DCMTK's storescp", () => {
  it("answers an echo and stores data sets byte for byte", async () => {
    await using scp = await startStorescp("+xa");
    await using made = await makeFiles(3, 40_000);
    expect((await echo(scp.peer)).status).toBe(0);
    const outcomes: SendOutcome[] = [];
    for await (const one of sendFiles(made.files, scp.peer)) outcomes.push(one);
    expect(outcomes.map(({ id, status }) => [id, status])).toEqual([
      ["1", "stored"],
      ["2", "stored"],
      ["3", "stored"],
    ]);
    const names = await scp.stored();
    for (const [index, file] of made.files.entries()) {
      const sent = await readFile(file.path);
      const came = await readFile(join(scp.folder, names[index] ?? ""));
      expect(came.subarray(-outcomes[index]!.bytes).equals(sent.subarray(-outcomes[index]!.bytes))).toBe(
        true,
      );
    }
  });
});
