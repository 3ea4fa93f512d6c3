import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How to reach the server that is measured. */
export interface Login {
  url: string;
  username: string;
  password: string;
}

/** Starts a server (this program with "serve") for as long as the work takes, with a folder on a memory disk where there is one. */
export async function withServer(
  { program, name, options }: { program: string; name: string; options: object },
  work: (login: Login, dir: string) => Promise<void>,
): Promise<void> {
  const dir = await mkdtemp(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), name));
  const server = fork(program, ["serve", JSON.stringify(options)], { execArgv: process.execArgv });
  try {
    const login = await new Promise<unknown>((resolve) => server.once("message", resolve));
    await work(login as Login, dir);
  } finally {
    server.disconnect();
    await rm(dir, { recursive: true, force: true });
  }
}
