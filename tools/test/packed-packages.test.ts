import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAll, type Packed } from "../packed/pack-all.js";
import { linkModule, unpackInto } from "../packed/unpack-into.js";
import { packageFolders, readManifest, root } from "../repository.js";
import { runNode, runProgram } from "../run-program.js";

const names = packageFolders().map(({ name }) => name);
const libraries = names.filter((name) => name !== "scanferry");

let folder: string;
let packed: Packed[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-packed-"));
  packed = await packAll(folder);
  await unpackInto(folder, packed);
  await linkModule(folder, "@types/node");
  await linkModule(folder, "undici-types");
  await linkModule(folder, "typescript");
  await linkModule(folder, "ts-node");
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function find(name: string): Packed {
  const found = packed.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`${name} was not packed`);
  return found;
}

/** Writes one file into an own corner below the packed packages and returns the corner's path. */
async function corner(name: string, files: Record<string, string>): Promise<string> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(place, file), text);
  return place;
}

describe.each(names)("the packed %s", (name) => {
  it("holds the build, a README and the licence, and no sources or tests", async () => {
    const { files } = find(name);
    expect(files).toEqual(expect.arrayContaining(["package.json", "README.md", "LICENSE"]));
    expect(files.filter((file) => /^(src|test|tsup|tsconfig|node_modules)/.test(file))).toEqual([]);
    expect(files.some((file) => file.startsWith("dist/"))).toBe(true);
    const license = await readFile(join(folder, "node_modules", name, "LICENSE"), "utf8");
    expect(license).toBe(await readFile(join(root, "LICENSE"), "utf8"));
  });

  it("satisfies publint", async () => {
    const bytes = await readFile(find(name).tarball);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball }, level: "warning", strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });
});

describe.each(libraries)("the packed library %s", (name) => {
  it("shows the same types to every way of importing (attw)", async () => {
    const attw = join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
    const { status, stdout } = await runProgram(
      process.execPath,
      [attw, find(name).tarball, "--no-emoji", "--no-color", "--format", "ascii"],
      { cwd: folder },
    );
    expect(status, stdout).toBe(0);
  });

  it("exports the same names to import and to require, and at least one", async () => {
    const place = await corner(`names-${name.replaceAll("/", "-")}`, {
      "esm.mjs": `import * as all from "${name}"; console.log(JSON.stringify(Object.keys(all).sort()));`,
      "cjs.cjs": `console.log(JSON.stringify(Object.keys(require("${name}")).sort()));`,
    });
    const esm = JSON.parse(await runNode(["esm.mjs"], { cwd: place })) as string[];
    const cjs = JSON.parse(await runNode(["cjs.cjs"], { cwd: place })) as string[];
    expect(esm.length).toBeGreaterThan(0);
    expect(cjs).toEqual(esm);
  });
});

describe("all packed packages together", () => {
  const everything = libraries.map((name, at) => `import * as p${String(at)} from "${name}";`).join("\n");
  const used = `const all: object[] = [${libraries.map((_, at) => `p${String(at)}`).join(", ")}];`;
  const count = "console.log(all.filter((one) => Object.keys(one).length > 0).length);";

  it("import in ts-node as CommonJS, with an empty tsconfig", async () => {
    const place = await corner("ts-node-cjs", {
      "tsconfig.json": "{}",
      "main.ts": `${everything}\n${used}\nasync function main(): Promise<void> { ${count} }\nvoid main();`,
    });
    const tsNode = join(root, "node_modules/ts-node/dist/bin.js");
    expect(await runNode([tsNode, "main.ts"], { cwd: place })).toBe(`${String(libraries.length)}\n`);
  });

  it("import in ts-node as ES modules, with a top-level await", async () => {
    const options = { module: "NodeNext", moduleResolution: "NodeNext", target: "ES2022", strict: true };
    const place = await corner("ts-node-esm", {
      "tsconfig.json": JSON.stringify({ compilerOptions: options }),
      "main.mts": `${everything}\n${used}\nawait Promise.resolve();\n${count}`,
    });
    const output = await runNode(["--no-warnings", "--loader", "ts-node/esm", "main.mts"], { cwd: place });
    expect(output).toBe(`${String(libraries.length)}\n`);
  });

  it("read a data set by a thread that finds dcmjs, from ESM and from CommonJS", async () => {
    const use = `readDataset("none.dcm").catch((error) => console.log(error.code))`;
    const read = `readDataset("made.dcm").then((found) => console.log(JSON.stringify(found)))`;
    const place = await corner("dataset", {
      "esm.mjs": `import { readDataset } from "@scanferry/dicom"; await ${use}; await ${read};`,
      "cjs.cjs": `const { readDataset } = require("@scanferry/dicom"); ${use}.then(() => ${read});`,
    });
    // No preamble, one element: (0008,0016).
    await writeFile(join(place, "made.dcm"), "\x08\0\x16\0UI\x04\0" + "1.2\0", "latin1");
    for (const file of ["esm.mjs", "cjs.cjs"])
      expect(await runNode([file], { cwd: place })).toBe(
        'local/not-found\n{"00080016":{"vr":"UI","Value":["1.2"]}}\n',
      );
  });

  it("type-check in a strict project that checks declarations too, from ESM and from CommonJS", async () => {
    const options = {
      module: "NodeNext",
      moduleResolution: "NodeNext",
      target: "ES2022",
      lib: ["ES2023", "ESNext.Disposable"],
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    };
    const place = await corner("types", {
      "tsconfig.json": JSON.stringify({ compilerOptions: options, include: ["*"] }),
      "esm.mts": `${everything}\n${used}\n${count}`,
      "cjs.cts": `${everything}\n${used}\n${count}`,
    });
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { status, stdout } = await runProgram(process.execPath, [tsc, "-p", "."], { cwd: place });
    expect(status, stdout).toBe(0);
  });

  it("give a command line that tells its version", async () => {
    const bin = join(folder, "node_modules/scanferry/bin/scanferry.js");
    const { version } = readManifest(join(root, "packages/cli"));
    expect(await runNode([bin, "--version"], { cwd: folder })).toBe(`${version}\n`);
  });
});
