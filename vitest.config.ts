import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongTestsFirst } from "./tools/long-tests-first.js";

const names = [
  "transfer",
  "zip-crypt",
  "dicom",
  "bids-fs",
  "loris-client",
  "xnat-client",
  "nextcloud-share",
  "sandbox",
  "cli",
];
const source = (name: string): string =>
  fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url));

/** Tests read the sources, so that coverage and stack traces point into them; the packed output has checks of its own in tools/. */
const alias = Object.fromEntries(names.map((name) => [`@scanferry/${name}`, source(name)]));

const libraries = names.filter((name) => name !== "cli");

export default defineConfig({
  test: {
    // vitest leaves one core for itself, which on two cores means one test file at a time; most of ours wait for child processes.
    maxWorkers: "100%",
    // A worker keeps what it has loaded: loading our sources anew for each of 350 files took a fifth of the run. So no file may leave
    // anything behind: no hook at the top of a shared helper (it would run for its first user alone), no vi.mock.
    isolate: false,
    sequence: { sequencer: LongTestsFirst },
    coverage: {
      provider: "v8",
      // The CLI is tested as users meet it, as a process of its own, which the counter does not see.
      include: libraries.map((name) => `packages/${name}/src/**/*.ts`),
      reporter: ["text-summary", "json-summary", "html"],
      // Each library by itself: a well-tested one must not pay for another.
      thresholds: Object.fromEntries(
        libraries.map((name) => [`packages/${name}/src/**/*.ts`, { lines: 90 }]),
      ),
    },
    projects: [
      ...names.map((name) => ({
        resolve: { alias },
        test: {
          name,
          root: fileURLToPath(new URL(`./packages/${name}`, import.meta.url)),
          include: ["test/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // The program is tested as it is built.
          ...(name === "cli" ? { globalSetup: ["test/global-setup.ts"] } : {}),
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
