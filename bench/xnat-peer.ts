import { execFileSync, spawnSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Login } from "./with-server.js";

/** What peers get for nothing: a session, and the address of each scan's zip. */
export interface Gift {
  cookie: string;
  addresses: readonly string[];
}

/** A session of the server, and the zips of all scans of a project, listed before the clock starts. */
export async function giftOf({ url, username, password }: Login, project: string): Promise<Gift> {
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const session = await fetch(`${url}/data/JSESSION`, { method: "POST", headers: { Authorization: basic } });
  const cookie = `JSESSIONID=${await session.text()}`;
  const rows = async (path: string): Promise<Record<string, string>[]> => {
    const answer = await fetch(`${url}${path}?format=json`, { headers: { Cookie: cookie } });
    const { ResultSet } = (await answer.json()) as { ResultSet: { Result: Record<string, string>[] } };
    return ResultSet.Result;
  };
  const addresses: string[] = [];
  for (const { ID: session = "" } of await rows(`/data/projects/${project}/experiments`)) {
    for (const { ID: scan = "" } of await rows(`/data/experiments/${session}/scans`)) {
      addresses.push(`${url}/data/experiments/${session}/scans/${scan}/resources/DICOM/files?format=zip`);
    }
  }
  return { cookie, addresses };
}

/** Milliseconds of so many curl processes at a time, each followed by unzip. */
export async function curlAndUnzip(
  { cookie, addresses }: Gift,
  dir: string,
  parallel: number,
): Promise<number> {
  return await byXargs(
    { cookie, addresses },
    dir,
    parallel,
    // Each into a folder of its own: two unzips that make the same one at the same time end in an error.
    'curl -sS --fail -H @cookie -o "$0.zip" "$1" && unzip -q -o "$0.zip" -d "$0" && rm "$0.zip"',
  );
}

/** Milliseconds of so many curl processes at a time that throw everything away: the bare bytes. */
export async function curlAlone(gift: Gift, dir: string, parallel: number): Promise<number> {
  return await byXargs(gift, dir, parallel, 'curl -sS --fail -H @cookie -o /dev/null "$1"');
}

async function byXargs(
  { cookie, addresses }: Gift,
  dir: string,
  parallel: number,
  command: string,
): Promise<number> {
  await writeFile(join(dir, "cookie"), `Cookie: ${cookie}`, { mode: 0o600 });
  const start = performance.now();
  execFileSync("xargs", ["-P", String(parallel), "-n", "2", "sh", "-c", command], {
    cwd: dir,
    input: addresses.map((address, number) => `${String(number)} ${address}`).join("\n"),
    stdio: ["pipe", "inherit", "inherit"],
  });
  return performance.now() - start;
}

/** Milliseconds of one request after the other, each zip into a file and unpacked then (see xnat-peer.py). */
export function sequential({ cookie, addresses }: Gift, dir: string): number {
  const script = fileURLToPath(new URL("xnat-peer.py", import.meta.url));
  const output = execFileSync("python3", [script, cookie, dir], {
    input: addresses.join("\n"),
    encoding: "utf8",
  });
  return (JSON.parse(output) as { ms: number }).ms;
}

/** Which peers this machine has. */
export function presentPeers(): { curl: boolean; python: boolean } {
  const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
  return {
    curl: has("curl", "--version") && has("unzip", "-v") && has("xargs", "--version"),
    python: has("python3", "-c", "import requests, zipfile"),
  };
}

/** How many files lie below a folder, those of the journal and of the peers' own needs left out. */
export async function filesBelow(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter(
    (entry) => entry.isFile() && entry.name !== "cookie" && !entry.parentPath.includes(".scanferry"),
  ).length;
}
