import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const names = ["transfer", "zip-crypt", "bids-fs", "nextcloud-share", "sandbox", "cli"];
const source = (name: string): string =>
  fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url));

/** Tests read the sources, so that coverage and stack traces point into them; the packed output has checks of its own in tools/. */
const alias = Object.fromEntries(names.map((name) => [`@scanferry/${name}`, source(name)]));

export default defineConfig({
  test: {
    projects: [
      ...names.map((name) => ({
        resolve: { alias },
        test: {
          name,
          root: fileURLToPath(new URL(`./packages/${name}`, import.meta.url)),
          include: ["test/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      })),
      {
        // The repository itself: lint rules, sizes, docs, examples.
        resolve: { alias },
        test: {
          name: "repo",
          root: fileURLToPath(new URL("./tools", import.meta.url)),
          include: ["test/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
