import { libraryBuild } from "../../tools/tsup.base.js";

// A program, not a library: ESM alone, split so that each command is loaded when it is called.
export default libraryBuild({ entry: ["src/main.ts"], format: ["esm"], dts: false, splitting: true });
