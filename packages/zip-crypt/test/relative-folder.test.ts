import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { zipStream } from "../src/index.js";
import { type ChildScript, bundleChild } from "./support/bundle.js";
import { gather } from "./support/gather.js";
import { temporaryFolder } from "./support/temporary-folder.js";

/** Only a process of its own has a working folder that a test may choose. */
const childScript = `
import { extractZip } from "@scanferry/zip-crypt";

const [, , path, out, password] = process.argv;
await extractZip(path, out, { password }).then(
  () => console.log("done"),
  (error) => console.log(error.code),
);
`;

let child: ChildScript;
beforeAll(async () => {
  child = await bundleChild(childScript);
});
afterAll(() => {
  child.remove();
});

async function extractIn(cwd: string, out: string, password: string): Promise<string> {
  const path = join(temporaryFolder(), "a.zip");
  const entries = [{ name: "sub/a.txt", source: Buffer.from("hello"), mtime: new Date(0) }];
  writeFileSync(path, await gather(zipStream(entries, { encryption: "aes-256", password: "right" }).stream));
  const running = spawn(process.execPath, [child.path, path, out, password], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 10_000,
    killSignal: "SIGKILL",
  });
  let said = "";
  running.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(running, "close")) as [number | null];
  expect(code).toBe(0);
  return said.trim();
}

/** An empty folder in an empty folder, in which the child works. */
function emptyCwd(): { root: string; cwd: string } {
  const root = temporaryFolder();
  const cwd = join(root, "empty", "cwd");
  mkdirSync(cwd, { recursive: true });
  return { root, cwd };
}

describe("a relative folder", () => {
  it.each(["e", "out", "./a/b", "../x"])(
    "is unpacked into: %s",
    async (out) => {
      const { cwd } = emptyCwd();
      expect(await extractIn(cwd, out, "right")).toBe("done");
      expect(readdirSync(join(cwd, out, "sub"))).toEqual(["a.txt"]);
    },
    20_000,
  );

  it.each(["e", "out", "a/b"])(
    "is all that a failure removes, not the working folder nor what leads to it: %s",
    async (out) => {
      const { root, cwd } = emptyCwd();
      expect(await extractIn(cwd, out, "wrong")).toBe("auth/rejected");
      expect(existsSync(cwd)).toBe(true);
      expect(readdirSync(cwd)).toEqual([]);
      expect(readdirSync(root)).toEqual(["empty"]);
    },
    20_000,
  );
});
