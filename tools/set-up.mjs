import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Builtins alone: this file runs in a fresh clone, before anything is installed.

export const root = fileURLToPath(new URL("../", import.meta.url));

/** Nx talks to nobody: no daemon, no cloud, no terminal interface that hides the output. */
export const nxEnvironment = { NX_DAEMON: "false", NX_NO_CLOUD: "true", NX_TUI: "false" };

/** Installs what the lock file says, unless it is there already. */
export function install() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Scanferry needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  }
  if (isInstalled()) return "up to date";
  const result = spawnSync(
    process.execPath,
    [npmCli(), "ci", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"],
    { cwd: root, stdio: "inherit" },
  );
  if (result.status !== 0) {
    throw new Error("npm ci failed: is the package registry within reach (`npm ping`)?");
  }
  return "installed";
}

/** Builds all packages; what has not changed comes from Nx's cache. */
export function build() {
  const result = spawnSync(
    process.execPath,
    [program("nx"), "run-many", "-t", "build", "--parallel=2", "--outputStyle=static"],
    {
      cwd: root,
      env: { ...process.env, ...nxEnvironment },
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (result.status !== 0) {
    const said = `${result.stdout}${result.stderr}`.split("\n").slice(-80).join("\n");
    throw new Error(`The build failed (npm run build shows all of it):\n${said}`);
  }
  return /\[local cache\]|existing outputs/.test(result.stdout) ? "built, partly from the cache" : "built";
}

/** The script behind a program that is installed here, to be run with node: no shell, no npx, no Windows wrapper. */
export function program(name, from = name) {
  const folder = join(root, "node_modules", from);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[name]);
}

function isInstalled() {
  const noted = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(noted)) return false;
  const read = (path) => JSON.parse(readFileSync(path, "utf8")).packages;
  return isSatisfied(read(join(root, "package-lock.json")), read(noted));
}

/**
 * Whether what npm notes as installed (node_modules/.package-lock.json, written as its last act) is what the lock file
 * wants. Unlike a stored hash that also holds after an install that was interrupted or made by hand.
 */
export function isSatisfied(wanted, present) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes("node_modules/")) return true;
    const there = present[path];
    // Builds for other platforms are listed in the lock and rightly absent.
    if (there === undefined) return entry.optional === true || entry.peer === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

function npmCli() {
  const given = process.env.npm_execpath;
  if (given !== undefined && /npm-cli\.js$/.test(given)) return given;
  const beside = dirname(process.execPath);
  const places = [
    join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error("npm was not found: call this as `npm run demo` or `npm test`.");
  return found;
}
