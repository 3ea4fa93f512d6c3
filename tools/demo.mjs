// npm run demo: from a fresh clone to a finished demo. Everything after `--` goes to `scanferry demo`.
import { fileURLToPath } from "node:url";
import { build, install, root } from "./set-up.mjs";

const begun = Date.now();
try {
  console.error("Setting up (the first time takes a minute or two) …");
  console.error(`  packages: ${install()}`);
  console.error(`  scanferry: ${build()} (${((Date.now() - begun) / 1000).toFixed(1)} s in all)\n`);
  const cli = new URL("../packages/cli/bin/scanferry.js", import.meta.url);
  process.chdir(process.env.INIT_CWD ?? root);
  process.argv = [process.execPath, fileURLToPath(cli), "demo", ...process.argv.slice(2)];
  // In this very process, so that Ctrl-C and the exit code are those of the command itself.
  await import(cli.href);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
