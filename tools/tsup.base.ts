import { defineConfig, type Options } from "tsup";

/** The build that every library shares: ESM and CommonJS, each with its own declarations. */
export function libraryBuild(overrides: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry: ["src/index.ts"],
    format: ["esm", "cjs"],
    dts: true,
    clean: true,
    sourcemap: true,
    target: "node20",
    platform: "node",
    tsconfig: "../../tsconfig.build.json",
    ...overrides,
  });
}
