import { homedir } from "node:os";
import { join } from "node:path";

/** Environment variables, as handed in by the one place that reads them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Gives the folder of the profiles: `SCANFERRY_CONFIG_DIR`, else `scanferry` in the XDG configuration folder
 * (on Windows in %APPDATA%).
 */
export function configDir(env: Environment, platform: NodeJS.Platform): string {
  const own = env["SCANFERRY_CONFIG_DIR"];
  if (own !== undefined && own !== "") return own;
  const appData = env["APPDATA"];
  if (platform === "win32" && appData !== undefined && appData !== "") return join(appData, "scanferry");
  const xdg = env["XDG_CONFIG_HOME"];
  return join(xdg !== undefined && xdg !== "" ? xdg : join(homeOf(env), ".config"), "scanferry");
}

/** The user's home folder; `HOME` wins, so that a test or a container can move it. */
export function homeOf(env: Environment): string {
  const home = env["HOME"];
  return home !== undefined && home !== "" ? home : homedir();
}
