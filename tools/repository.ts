import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, with a slash at its end. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/** What stands in tools/import-arrows.json, the one table of who may import whom. */
export interface ArrowTable {
  packages: Record<
    string,
    {
      floor: number;
      imports: string[];
      planned?: boolean;
      lazy?: string[];
      terminal?: boolean;
      onlyFrom?: Record<string, string>;
    }
  >;
  /** Third-party library → the packages it may be used in. */
  homes: Record<string, string[]>;
  /** Third-party libraries that any package may use. */
  anywhere: string[];
}

export function readArrowTable(): ArrowTable {
  return JSON.parse(readFileSync(join(root, "tools/import-arrows.json"), "utf8")) as ArrowTable;
}

export interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Folders of the packages that exist, in the order of the table. */
export function packageFolders(): { folder: string; name: string; path: string }[] {
  return Object.entries(readArrowTable().packages)
    .filter(([, entry]) => entry.planned !== true)
    .map(([folder]) => {
      const path = join(root, "packages", folder);
      return { folder, name: readManifest(path).name, path };
    });
}

/** npm's own script, so that neither a shell nor Windows' npm.cmd comes between. */
export function npmCli(): string {
  const given = process.env["npm_execpath"];
  if (given?.endsWith("npm-cli.js") === true) return given;
  const beside = dirname(process.execPath);
  return process.platform === "win32"
    ? join(beside, "node_modules/npm/bin/npm-cli.js")
    : join(beside, "../lib/node_modules/npm/bin/npm-cli.js");
}
