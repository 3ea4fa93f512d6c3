import { existsSync } from "node:fs";
import { join } from "node:path";
import { npmCli, packageFolders, root } from "../repository.js";
import { runNode } from "../run-program.js";

export interface Packed {
  /** Folder below packages/. */
  folder: string;
  name: string;
  tarball: string;
  files: string[];
}

/** Packs every package as `npm publish` would, into `to`. */
export async function packAll(to: string): Promise<Packed[]> {
  const packages = packageFolders();
  for (const { folder, path } of packages) {
    if (!existsSync(join(path, "dist"))) {
      throw new Error(`packages/${folder} is not built: run \`npm run build\` first`);
    }
  }
  const workspaces = packages.flatMap(({ name }) => ["-w", name]);
  const output = await runNode(
    [npmCli(), "pack", "--json", "--silent", "--pack-destination", to, ...workspaces],
    { cwd: root },
  );
  const reports = JSON.parse(output) as { name: string; filename: string; files: { path: string }[] }[];
  return packages.map(({ folder, name }) => {
    const report = reports.find((entry) => entry.name === name);
    if (report === undefined) throw new Error(`npm pack did not pack ${name}`);
    return {
      folder,
      name,
      tarball: join(to, report.filename),
      files: report.files.map((file) => file.path),
    };
  });
}
