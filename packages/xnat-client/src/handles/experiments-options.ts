import type { SelectOptions } from "../select/select-options.js";
import type { SessionFilter } from "../select/session-filter.js";

/** Which sessions are listed, and who is told of what is missing or left out. */
export type ExperimentsOptions = SessionFilter & SelectOptions;
