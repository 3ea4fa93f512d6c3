import { join } from "node:path";
import type { Sandbox } from "../../src/index.js";
import { checks } from "./peers.js";
import { type Recorded, recordingText } from "./recording.js";
import { run } from "./run.js";

/** Passwords by the user names of the recordings. */
export type Logins = Readonly<Record<string, string>>;

/** Sends recorded requests again with the same curl and gives the transcript. */
export async function replay(
  sandbox: Sandbox,
  requests: readonly Recorded[],
  options: {
    readonly cwd: string;
    readonly logins: Logins;
    readonly before?: (request: Recorded) => Promise<void> | void;
    readonly rewrite?: (word: string) => string;
    readonly stdin?: string;
  },
): Promise<string> {
  let transcript = "";
  for (const request of requests) {
    await options.before?.(request);
    const args = request.args.map((word) => {
      const user = /^(\w+):\*\*\*$/.exec(word)?.[1];
      if (user !== undefined && user in options.logins) return `${user}:${options.logins[user] ?? ""}`;
      const here = word.replace(/https?:\/\/cloud(27)?\.example\.org/g, sandbox.url.nextcloud);
      return options.rewrite?.(here) ?? here;
    });
    const reads = args.includes("-") && options.stdin !== undefined;
    transcript += await run(
      join(checks, "record"),
      ["-t", request.title, "-l", String(request.bodyLimit ?? 100_000), "--", ...args],
      { cwd: options.cwd, ...(reads ? { stdin: options.stdin } : {}) },
    );
  }
  return transcript;
}

/** Holds a transcript against a recording with the checks' own `compare`: requests alike, requests recorded, and what differs. */
export async function compare(
  recording: string,
  transcript: string,
  folder: string,
  only: (title: string) => boolean = () => true,
): Promise<{ readonly alike: number; readonly of: number; readonly report: string }> {
  const { writeFile } = await import("node:fs/promises");
  const kept = recordingText(recording)
    .split(/^(?=### )/m)
    // What loops of the recording script printed between two requests belongs to neither.
    .map((block) => block.replace(/^--- [\s\S]*$/m, ""))
    .filter((block) => block.startsWith("### ") && only(block.slice(4).split("\n")[0]?.trim() ?? ""))
    .join("");
  const old = join(folder, `${recording}-recorded.txt`);
  const here = join(folder, `${recording}-here.txt`);
  await writeFile(old, kept, "latin1");
  await writeFile(here, transcript, "latin1");
  const report = await run(join(checks, "compare"), [old, here]);
  const match = /(\d+) of (\d+) requests alike/.exec(report);
  return { alike: Number(match?.[1] ?? "-1"), of: Number(match?.[2] ?? "-1"), report };
}
