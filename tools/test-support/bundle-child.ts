import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const packages = new URL("../../packages/", import.meta.url);

/**
 * Bundles a program of a test from the sources, so that it runs as a process of its own, which can be killed and measured; libraries
 * of others stay outside.
 *
 * @param entry The program.
 * @param outfile Below its package, so that the bundle finds the libraries it imports.
 * @param own Our packages that it uses, by their folder.
 */
export async function bundleChild(entry: string, outfile: string, own: readonly string[]): Promise<string> {
  const source = (name: string): string => fileURLToPath(new URL(`${name}/src/index.ts`, packages));
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: Object.fromEntries(own.map((name) => [`@scanferry/${name}`, source(name)])),
    logLevel: "warning",
  });
  return outfile;
}
