import { libraryBuild } from "../../tools/tsup.base.js";

export default libraryBuild({
  esbuildOptions: (options) => {
    // run-dcmjs.ts asks for import.meta only where there is no __filename.
    options.logOverride = { "empty-import-meta": "silent" };
  },
});
