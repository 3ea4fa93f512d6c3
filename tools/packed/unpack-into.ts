import { existsSync } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readManifest, root } from "../repository.js";
import { runProgram } from "../run-program.js";
import type { Packed } from "./pack-all.js";

/**
 * Puts packed packages into `folder`/node_modules as an install would, without a registry: ours are unpacked, what
 * they declare as third-party dependencies is linked from this repository, and nothing else can be found.
 */
export async function unpackInto(folder: string, packages: readonly Packed[]): Promise<void> {
  const modules = join(folder, "node_modules");
  for (const { name, tarball, folder: source } of packages) {
    const place = join(modules, name);
    await mkdir(place, { recursive: true });
    const tar = await runProgram("tar", ["-xzf", tarball, "--strip-components=1", "-C", place], {
      cwd: folder,
    });
    if (tar.status !== 0) throw new Error(`tar could not unpack ${tarball}: ${tar.stderr}`);
    const { dependencies = {}, optionalDependencies = {} } = readManifest(place);
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (packages.some((other) => other.name === dependency)) continue;
      const installed = [join(root, "packages", source, "node_modules"), join(root, "node_modules")]
        .map((folderOfModules) => join(folderOfModules, dependency))
        .find((candidate) => existsSync(candidate));
      if (installed === undefined && dependency in optionalDependencies) continue;
      if (installed === undefined) throw new Error(`${name} needs ${dependency}, which is not installed`);
      await link(installed, join(place, "node_modules", dependency));
    }
  }
}

/** Makes one package of this repository's node_modules visible in `folder`. */
export async function linkModule(folder: string, name: string): Promise<void> {
  await link(join(root, "node_modules", name), join(folder, "node_modules", name));
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await symlink(from, to, "junction");
}
