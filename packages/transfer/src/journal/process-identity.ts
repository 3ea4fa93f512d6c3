import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
// The one place in the libraries that looks at a process: a lock must say who holds it, and ask whether that one still lives.
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- reads the own number and probes another process; changes nothing
import { kill, pid } from "node:process";

/** Who holds a lock. */
export interface ProcessIdentity {
  pid: number;
  host: string;
  /** When the process began, so that a number that was given out again is not taken for it; empty where the system does not tell. */
  started: string;
}

/** The start time of a process and of the machine's present run, where Linux tells them. */
async function startedAt(id: number): Promise<string> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${String(id)}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    // Field 22, counted behind the name in parentheses, which may hold spaces.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    return `${boot.trim()}/${ticks}`;
  } catch {
    return "";
  }
}

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid, host: hostname(), started: await startedAt(pid) };
}

/** Whether the process behind an identity still runs; nothing when it is on another machine. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean | undefined> {
  if (identity.host !== hostname()) return undefined;
  try {
    kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if ((error as { code?: unknown }).code !== "EPERM") return false;
  }
  const started = await startedAt(identity.pid);
  return started === "" || identity.started === "" || started === identity.started;
}
