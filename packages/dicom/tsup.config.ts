import { libraryBuild } from "../../tools/tsup.base.js";

export default libraryBuild();
