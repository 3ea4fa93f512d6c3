import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { type Sandbox, startSandbox } from "../src/index.js";
import { checks, itWithRecordings } from "./support/peers.js";
import { type Recorded, readRecording } from "./support/recording.js";
import { compare, replay } from "./support/replay.js";
import { run } from "./support/run.js";
import { temporaryFolder } from "./support/temporary-folder.js";

/** What the checks' README says that a real server reaches; the rest needs a second user or a quota. */
const REAL = { dav: 61, chunk: 45, ocs: 45, public: 39 };

const users = [
  { username: "quentin", password: "Qu0ta-Pass-word", quotaBytes: 20_971_520 },
  { username: "paula", password: "Pa0la-Pass-word" },
];

/** The recorded requests that the checks leave out: they need a second user or a quota, which this sandbox has. */
async function leftOut(sandbox: Sandbox, name: string, transcript: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "q25.bin"), Buffer.alloc(25_000_000));
  await writeFile(join(folder, "q8.bin"), Buffer.alloc(8_000_000));
  const done = new Set([...transcript.matchAll(/^### (.*)$/gm)].map((match) => match[1]?.trim()));
  const requests = readRecording(name).filter(
    (request: Recorded) => !done.has(request.title.replace("the seed script", "the script")),
  );
  const newest = Math.max(0, ...sandbox.state.nextcloud.shares().map((share) => share.id));
  return replay(sandbox, requests, {
    cwd: folder,
    stdin: join(folder, "q25.bin"),
    logins: {
      researcher: sandbox.credentials.nextcloud.appPassword,
      quentin: "Qu0ta-Pass-word",
      paula: "Pa0la-Pass-word",
    },
    rewrite: (word) => word.replace(/\/shares\/\d+$/, `/shares/${String(newest)}`),
  });
}

describe.each(["32", "27"] as const)("the look-alike of Nextcloud %s", (version) => {
  itWithRecordings(
    "answers the recorded requests of dav, chunk, ocs and public as the real server did",
    async () => {
      const folder = await temporaryFolder();
      await using sandbox = await startSandbox({ nextcloud: { version, users } });
      const { username, appPassword } = sandbox.credentials.nextcloud;
      const env = { NC_URL: sandbox.url.nextcloud, NC_USER: username, NC_PASS: appPassword };
      for (const part of ["dav", "chunk", "ocs", "public"] as const) {
        // 27 makes no folders by itself; the recording of ocs found an `auto` that had been made by hand in between.
        if (part === "ocs" && version === "27") await sandbox.state.nextcloud.putFile("/auto/sub/s.bin", "x");
        // The recordings of ocs and public are ten minutes apart, so that the limit of 20 shares does not meet them.
        if (part === "public") sandbox.clock.advance(660_000);
        const transcript = await run(join(checks, `nextcloud-${part}`), [], { env });
        const name = `${part}${version}`;
        const replayed = await compare(name, transcript, folder);
        expect(replayed.alike, replayed.report).toBeGreaterThanOrEqual(REAL[part]);
        const rest = await leftOut(sandbox, name, transcript);
        const whole = await compare(name, transcript + rest, folder);
        expect(whole.alike, whole.report).toBe(whole.of);
      }
    },
    600_000,
  );
});
