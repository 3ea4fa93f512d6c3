import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsup";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A script in a process of its own, so that the memory measured is that of our code and not of the test runner. */
export interface ChildScript {
  path: string;
  remove(): void;
}

/** Bundles the sources with a script that imports from "@scanferry/zip-crypt". */
export async function bundleChild(script: string): Promise<ChildScript> {
  const cache = here("../../node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "child-"));
  writeFileSync(join(folder, "child.ts"), script);
  await build({
    entry: [join(folder, "child.ts")],
    outDir: folder,
    format: "esm",
    platform: "node",
    silent: true,
    config: false,
    dts: false,
    noExternal: [/^@scanferry\//],
    outExtension: () => ({ js: ".mjs" }),
    esbuildOptions(options) {
      options.alias = {
        "@scanferry/zip-crypt": here("../../src/index.ts"),
        "@scanferry/transfer": here("../../../transfer/src/index.ts"),
      };
    },
  });
  return {
    path: join(folder, "child.mjs"),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
