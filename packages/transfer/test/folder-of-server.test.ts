import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { FolderOfServer } from "../src/index.js";
import { fails } from "./support/fails.js";

let root: string;
let note: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "scanferry-folder-"));
  note = join(root, ".scanferry/xnat.json");
  await mkdir(join(root, ".scanferry"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const pull = async (baseUrl: string): Promise<void> =>
  (await FolderOfServer.check({ kind: "XNAT", baseUrl }, root)).note(undefined);
const one = "https://one.example/xnat/";

describe("a folder that a server filled", () => {
  it("takes that server again, and no other one", async () => {
    await pull(one);
    await pull("http://one.example/xnat");
    expect(await fails(pull("https://two.example/"))).toMatchObject({
      code: "input/invalid",
      message: "The output folder holds files of another XNAT.",
    });
    expect(JSON.parse(await readFile(note, "utf8"))).toEqual({ server: one });
  });

  it.each(['{"server":"one.example"}', '{"server":5}', '{"other":1}', "null", "7", '"https://one.example"'])(
    "is refused when its note names no server: %s",
    async (text) => {
      await writeFile(note, text);
      expect(await fails(pull(one))).toMatchObject({
        code: "input/invalid",
        message: "The note on which XNAT the output folder is of names no server.",
        hint: expect.stringContaining(".scanferry/xnat.json") as string,
      });
      expect(await readFile(note, "utf8")).toBe(text);
    },
  );

  it("is refused when its note cannot be read", async () => {
    await mkdir(note);
    const check = FolderOfServer.check({ kind: "XNAT", baseUrl: one }, root);
    expect(await fails(check)).toMatchObject({ code: "local/denied" });
  });

  it.each(["", "{", '{\n  "server": "https://on', "\0\0\0\0"])(
    "takes the server that comes where a power cut left %j of its note",
    async (text) => {
      await writeFile(note, text);
      await pull(one);
      expect(JSON.parse(await readFile(note, "utf8"))).toEqual({ server: one });
    },
  );
});
