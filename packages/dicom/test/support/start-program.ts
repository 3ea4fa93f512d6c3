import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { peerPath } from "./peers.js";

/** A program that serves a port until it is stopped. */
export interface Program extends AsyncDisposable {
  readonly port: number;
  /** What it has written so far. */
  output(): string;
}

/** Starts a server program and waits until its port takes connections. */
export async function startProgram(
  name: string,
  args: readonly string[],
  port: number,
  options: { cwd?: string } = {},
): Promise<Program> {
  const child = spawn(peerPath(name) ?? name, args, {
    ...options,
    env: { ...process.env, TCP_NODELAY: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += String(chunk)));
  const gone = once(child, "exit");
  // A port that answers is the one sign that all programs have in common.
  for (let tries = 0; !(await answers(port)); tries++) {
    if (child.exitCode !== null || tries > 200) throw new Error(`${name} did not start: ${text}`);
    await delay(25);
  }
  return {
    port,
    output: () => text,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => {
      resolve(true);
    });
    socket.once("error", () => {
      resolve(false);
    });
  });
  socket.destroy();
  return isOpen;
}
