import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Builds the program and the libraries below it, because the tests start it as users do. Nx skips what is up to date. */
export default function setup(): void {
  const result = spawnSync(
    process.execPath,
    ["node_modules/nx/dist/bin/nx.js", "run", "scanferry:build", "--outputStyle=static"],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, NX_DAEMON: "false", NX_NO_CLOUD: "true", NX_TUI: "false" },
    },
  );
  if (result.status !== 0) throw new Error(`The build failed.\n${result.stdout}${result.stderr}`);
}
