import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
// The one place in the libraries that looks at a process: a lock must say who holds it, and ask whether that one still lives. It is
// not injected, because the answer is the same for every caller, and one who forgot to pass it would have no lock at all.
// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- reads the own number and probes another process; changes nothing
import { kill, pid } from "node:process";

/** Who holds a lock. */
export interface ProcessIdentity {
  pid: number;
  host: string;
  /** When the process began, so that a number that was given out again is not taken for it; empty where the system does not tell. */
  started: string;
}

/** Tells when a process began; empty where that is not known. */
export type StartOf = (pid: number) => Promise<string>;

/** Stands in the place of a start time for a process that was killed and that its parent has not buried yet. */
const ended = "ended";

/** The start time of a process and of the machine's present run, where Linux tells them. */
export async function startedAt(id: number): Promise<string> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${String(id)}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    // Fields 3 and 22, counted behind the name in parentheses, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return ended;
    return `${boot.trim()}/${fields[19] ?? ""}`;
  } catch {
    return "";
  }
}

/** This process. */
export async function ownIdentity(startOf: StartOf): Promise<ProcessIdentity> {
  return { pid, host: hostname(), started: await startOf(pid) };
}

/**
 * Whether the process behind an identity still runs; nothing when that cannot be told: it is on another machine, or a process
 * of this number runs that may be another one (macOS and Windows do not tell when it began).
 */
export async function isAlive(identity: ProcessIdentity, startOf: StartOf): Promise<boolean | undefined> {
  if (identity.host !== hostname()) return undefined;
  try {
    kill(identity.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if ((error as { code?: unknown }).code !== "EPERM") return false;
  }
  const started = await startOf(identity.pid);
  if (started === ended) return false;
  return started === "" || identity.started === "" ? undefined : started === identity.started;
}
