import { fileURLToPath } from "node:url";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What eslint says of `code`, as if it stood in `path`: a list of rule names. */
type Report = (path: string, code: string) => Promise<string[]>;

function reporter(eslint: ESLint): Report {
  return async (path, code) => {
    const [result] = await eslint.lintText(code, { filePath: `${root}${path}` });
    return (result?.messages ?? []).map((message) => message.ruleId ?? `no rule: ${message.message}`);
  };
}

/** Without types: the arrows need none, and the file need not exist. */
const untyped = reporter(
  new ESLint({
    cwd: root,
    overrideConfig: [
      { files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked },
      { files: ["**/*.ts"], languageOptions: { parserOptions: { project: null } } },
    ] as ESLint.Options["overrideConfig"] & object[],
  }),
);
/** With types: `path` must be a file of the TypeScript project; its text is replaced by the snippet. */
const typed = reporter(
  new ESLint({
    cwd: root,
    overrideConfig: {
      files: ["**/*.ts"],
      // With CI=true, typescript-eslint would take the types from the disk, which knows nothing of the snippet.
      languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
    },
  }),
);

const imports = "@typescript-eslint/no-restricted-imports";
const syntax = "no-restricted-syntax";
const globals = "no-restricted-globals";

describe("the import arrows", () => {
  it.each([
    ["transfer", 'import { zipStream } from "@scanferry/zip-crypt";', imports],
    ["transfer", 'import type { ZipEntry } from "@scanferry/zip-crypt";', imports],
    ["transfer", 'export { zipStream } from "@scanferry/zip-crypt";', imports],
    ["transfer", 'await import("@scanferry/zip-crypt");', syntax],
    ["transfer", 'import { startSandbox } from "@scanferry/sandbox";', imports],
    ["sandbox", 'import { safePath } from "@scanferry/transfer";', imports],
    ["sandbox", 'await import("@scanferry/transfer");', syntax],
    ["zip-crypt", 'import { openDataset } from "@scanferry/bids-fs";', imports],
    ["bids-fs", 'import { listZip } from "@scanferry/zip-crypt";', imports],
    ["bids-fs", 'import { readHeader } from "@scanferry/dicom";', imports],
    ["nextcloud-share", 'import { openDataset } from "@scanferry/bids-fs";', imports],
    ["nextcloud-share", 'import { safePath } from "@scanferry/transfer/dist/index.js";', imports],
    ["nextcloud-share", 'import { safePath } from "../../transfer/src/index.js";', imports],
    ["nextcloud-share", 'await import("../../../packages/transfer/src/index.js");', syntax],
    ["nextcloud-share", 'import { program } from "scanferry";', imports],
    ["cli", 'import { startSandbox } from "@scanferry/sandbox";', imports],
    ["xnat-client", 'import { LorisClient } from "@scanferry/loris-client";', imports],
    ["loris-client", 'import { XnatClient } from "@scanferry/xnat-client";', imports],
  ])("stops %s from %s", async (name, code, rule) => {
    expect(await untyped(`packages/${name}/src/planted.ts`, code)).toContain(rule);
  });

  it.each([
    ["packages/nextcloud-share/src/planted.ts", 'export { safePath } from "@scanferry/transfer";'],
    ["packages/bids-fs/src/convert/planted.ts", 'export { readHeader } from "@scanferry/dicom";'],
    ["packages/cli/src/planted.ts", 'export const box = await import("@scanferry/sandbox");'],
    ["packages/cli/src/planted.ts", 'export type { Sandbox } from "@scanferry/sandbox";'],
    ["packages/transfer/test/planted.test.ts", 'export { startSandbox } from "@scanferry/sandbox";'],
    ["packages/cli/src/planted.ts", 'export { upload } from "../transfer/upload.js";'],
  ])("lets %s have %s", async (path, code) => {
    expect(await untyped(path, code)).toEqual([]);
  });

  it("holds tests to the arrows of their package", async () => {
    const code = 'export { openDataset } from "@scanferry/bids-fs";';
    expect(await untyped("packages/nextcloud-share/test/planted.test.ts", code)).toEqual([imports]);
  });
});

describe("the home of a third-party library", () => {
  it.each([
    ["nextcloud-share", 'import ky from "ky";', imports],
    ["nextcloud-share", 'import { request } from "undici";', imports],
    ["cli", 'await import("undici");', syntax],
    ["cli", 'import { createClient } from "webdav";', imports],
    ["cli", 'import * as XLSX from "xlsx";', imports],
    ["bids-fs", 'import { unzip } from "fflate";', imports],
    ["transfer", 'import { ZipReader } from "@zip.js/zip.js";', imports],
    ["transfer", 'import { ZipReader } from "@zip.js/zip.js/lib/zip.js";', imports],
    ["zip-crypt", 'import { Command } from "commander";', imports],
  ])("is not %s: %s", async (name, code, rule) => {
    expect(await untyped(`packages/${name}/src/planted.ts`, code)).toContain(rule);
  });

  it("may use it", async () => {
    expect(await untyped("packages/transfer/src/planted.ts", 'export { request } from "undici";')).toEqual(
      [],
    );
  });
});

describe("a library", () => {
  it.each([
    ["export const x = process.env;", globals],
    ['console.log("x");', globals],
    ["export const x = globalThis.process.env;", syntax],
    ["globalThis.console.log(1);", syntax],
    ['import process from "node:process";', imports],
    ['import { env } from "process";', imports],
    ['import { createInterface } from "node:readline/promises";', imports],
    ['await import("node:process");', syntax],
    ["export const load = (name: string) => import(name);", syntax],
    ["export const x = require('node:fs');", syntax],
  ])("leaves the process and the terminal alone: %s", async (code, rule) => {
    for (const name of ["transfer", "sandbox", "zip-crypt", "bids-fs", "nextcloud-share"]) {
      expect(await untyped(`packages/${name}/src/planted.ts`, code)).toContain(rule);
    }
  });

  it("is not the CLI, which owns them", async () => {
    const code = 'import process from "node:process";\nconsole.log(process.env);';
    expect(await untyped("packages/cli/src/planted.ts", code)).toEqual([]);
  });
});

describe("the style", () => {
  it.each([
    ["export default 1;", syntax],
    [
      'import { a } from "./a.js";\nimport { join } from "node:path";\nexport { a, join };',
      "house/import-order",
    ],
    ['import { a } from "./a.js";\nimport { x } from "undici";\nexport { a, x };', "house/import-order"],
    ['export * from "./codes.js";', syntax],
    ["export const x: any = 1;", "@typescript-eslint/no-explicit-any"],
    ["// @ts-ignore\nexport const x = 1;", "@typescript-eslint/ban-ts-comment"],
    [["// TO", "DO later\nexport const x = 1;"].join(""), "no-warning-comments"],
  ])("reports %s", async (code, rule) => {
    expect(await untyped("packages/transfer/src/planted.ts", code)).toContain(rule);
  });

  it("warns of 251 lines and stops 401", async () => {
    expect(await untyped("packages/transfer/src/planted.ts", "//\n".repeat(251))).toEqual([
      "house/long-file",
    ]);
    expect(await untyped("packages/transfer/src/planted.ts", "//\n".repeat(401))).toContain("max-lines");
  });

  describe("with types", () => {
    beforeAll(() => typed("packages/transfer/src/index.ts", "export {};"), 60_000);

    it.each([
      ["async function f() {}\nf();", "@typescript-eslint/no-floating-promises"],
      [
        "const f = (x: unknown[]) => x.forEach(async () => {});\nf([]);",
        "@typescript-eslint/no-misused-promises",
      ],
      ["export const f = (x: string): string => x!;", "@typescript-eslint/no-non-null-assertion"],
    ])("reports %s", async (code, rule) => {
      expect(await typed("packages/transfer/src/index.ts", code)).toContain(rule);
    });
  });
});
