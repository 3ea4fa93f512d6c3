/** What makes notebooks and logs print one line for an object (node:util's own key, spelled out so that no module of it is needed). */
export const inspected = Symbol.for("nodejs.util.inspect.custom");
