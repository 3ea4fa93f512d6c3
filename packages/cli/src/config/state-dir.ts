import { join } from "node:path";
import { homeOf, type Environment } from "./config-dir.js";

/**
 * Gives the folder for what a run leaves for the next one where it cannot lie beside the data: `SCANFERRY_STATE_DIR`, else `scanferry` in the XDG state
 * folder (on Windows in %LOCALAPPDATA%).
 */
export function stateDir(env: Environment, platform: NodeJS.Platform): string {
  const own = env["SCANFERRY_STATE_DIR"];
  if (own !== undefined && own !== "") return own;
  const local = env["LOCALAPPDATA"];
  if (platform === "win32" && local !== undefined && local !== "") return join(local, "scanferry");
  const xdg = env["XDG_STATE_HOME"];
  return join(xdg !== undefined && xdg !== "" ? xdg : join(homeOf(env), ".local", "state"), "scanferry");
}
