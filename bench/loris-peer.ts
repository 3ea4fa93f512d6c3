import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";

import type { Login } from "./with-server.js";

/** How long a peer took, how many files it fetched, and of how many it was told that they are unchanged. */
export interface PeerRun {
  ms: number;
  fetched: number;
  kept: number;
}

/** Where the API begins. */
export const api = ({ url }: Login): string => `${url}/api/v0.0.3-dev`;

/** The notebook's loop once more (see loris-peer.py), for machines without Python or requests. */
export async function notebookInNode(login: Login, dir: string): Promise<PeerRun> {
  const start = performance.now();
  const { header } = await loggedIn(login);
  const counts = { fetched: 0, kept: 0 };
  const listed = async (path: string): Promise<Record<string, never[]>> =>
    JSON.parse((await get(api(login) + path, { Authorization: header })).body.toString()) as Record<
      string,
      never[]
    >;
  for (const { CandID } of (await listed("/candidates/"))["Candidates"] as unknown as { CandID: string }[]) {
    for (const visit of (await listed(`/candidates/${CandID}`))["Visits"] as unknown as string[]) {
      const link = `/candidates/${CandID}/${visit}`;
      await listed(link);
      await mkdir(join(dir, CandID, visit), { recursive: true });
      for (const file of (await listed(`${link}/images`))["Files"] as unknown as { Filename: string }[]) {
        const sidecar = join(dir, CandID, visit, `.${file.Filename}.etag`);
        const etag = await readFile(sidecar, "utf8").catch(() => "");
        const answer = await get(`${api(login)}${link}/images/${file.Filename}`, {
          Authorization: header,
          "If-None-Match": etag,
        });
        if (answer.status === 200) await writeFile(join(dir, CandID, visit, file.Filename), answer.body);
        counts[answer.status === 200 ? "fetched" : "kept"] += 1;
        await writeFile(sidecar, answer.etag);
      }
    }
  }
  return { ms: performance.now() - start, ...counts };
}

interface Got {
  status: number;
  etag: string;
  body: Buffer;
}

/** One request on a connection of its own. */
export function get(url: string, headers: Record<string, string>, json?: object): Promise<Got> {
  return new Promise((resolve, reject) => {
    const options = { agent: new Agent(), method: json === undefined ? "GET" : "POST", headers };
    const asking = request(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const { statusCode: status = 0, headers: own } = answer;
        resolve({ status, etag: own.etag ?? "", body: Buffer.concat(chunks) });
      });
    });
    asking.on("error", reject).end(json === undefined ? undefined : JSON.stringify(json));
  });
}

/** Gives the value of the Authorization header. */
export async function loggedIn(login: Login): Promise<{ header: string }> {
  const { username, password } = login;
  const headers = { "Content-Type": "application/json" };
  const { body } = await get(`${api(login)}/login`, headers, { username, password });
  return { header: `Bearer ${(JSON.parse(body.toString()) as { token: string }).token}` };
}
