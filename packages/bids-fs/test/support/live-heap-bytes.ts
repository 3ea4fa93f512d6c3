import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What is still in use: garbage that nobody has collected yet says nothing. */
export function liveHeapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
