import { libraryBuild } from "../../tools/tsup.base.js";

// A program, not a library: ESM alone, split so that each command is loaded when it is called.
// tsup leaves dependencies outside by itself, but not optional ones.
export default libraryBuild({
  entry: ["src/main.ts"],
  format: ["esm"],
  dts: false,
  splitting: true,
  external: ["@napi-rs/keyring"],
});
