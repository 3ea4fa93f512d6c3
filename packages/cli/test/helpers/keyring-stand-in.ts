import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** A keyring for the started program: a file in the place of the operating system's. */
export interface KeyringStandIn {
  env: Record<string, string>;
  /** What it holds, by profile. */
  kept(): Record<string, string>;
}

/** Puts a keyring into a folder. The program loads it as the library that it loads for users. */
export function keyringStandIn(folder: string): KeyringStandIn {
  const file = join(folder, "keyring.json");
  const library = join(folder, "keyring-library.mjs");
  const loader = join(folder, "keyring-loader.mjs");
  writeFileSync(library, librarySource);
  writeFileSync(
    loader,
    `import { register } from "node:module";
const hooks = \`export const resolve = (name, context, next) =>
  name === "@napi-rs/keyring" ? { url: ${JSON.stringify(pathToFileURL(library).href)}, shortCircuit: true } : next(name, context);\`;
register("data:text/javascript," + encodeURIComponent(hooks));\n`,
  );
  return {
    env: {
      SCANFERRY_KEYRING: "on",
      KEYRING_FILE: file,
      NODE_OPTIONS: `--import=${pathToFileURL(loader).href}`,
    },
    kept: () => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {}),
  };
}

const librarySource = `import { existsSync, readFileSync, writeFileSync } from "node:fs";
const file = process.env.KEYRING_FILE;
const read = () => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
export class AsyncEntry {
  constructor(service, account) { this.account = account; }
  async getPassword() { return read()[this.account]; }
  async setPassword(secret) { writeFileSync(file, JSON.stringify({ ...read(), [this.account]: secret })); }
  async deletePassword() { const { [this.account]: gone, ...others } = read(); writeFileSync(file, JSON.stringify(others)); }
}
`;
