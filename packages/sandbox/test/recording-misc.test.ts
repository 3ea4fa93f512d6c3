import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { startSandbox } from "../src/index.js";
import { itWithRecordings } from "./support/peers.js";
import { readRecording, recordingText } from "./support/recording.js";
import { compare, replay } from "./support/replay.js";
import { client } from "./support/client.js";
import { temporaryFolder } from "./support/temporary-folder.js";

/** Statuses of the lines that a loop of curl printed. */
function printed(name: string, pattern: RegExp): number[] {
  return [...recordingText(name).matchAll(pattern)].map((match) => Number(match[1]));
}

describe.each(["32", "27"] as const)("the recording misc%s", (version) => {
  itWithRecordings(
    "is answered alike: wrong share passwords, the limit of share creations, odd logins and hosts",
    async () => {
      const name = `misc${version}`;
      const folder = await temporaryFolder();
      await writeFile(join(folder, "s.bin"), Buffer.alloc(300));
      await using sandbox = await startSandbox({ nextcloud: { version } });
      const cloud = client(sandbox);
      await cloud.put("/MRI-share/sub-01.zip", "zip");
      const share = await cloud.share("/MRI-share/sub-01.zip", { password: "ZI-J5-Orange-Window-2026" });
      const wrong: number[] = [];
      const attempts = printed(name, /^share pw attempt \d+: (\d+)/gm);
      for (const _ of attempts)
        wrong.push(
          (await cloud.get(`/public.php/dav/files/${share.token}`, { login: ["anonymous", "nope"] })).status,
        );
      expect(wrong).toEqual(attempts);
      const recordedToken = /\/files\/(\w{15})/.exec(recordingText(name))?.[1] ?? "";
      const creations = (/^(?:200|429)(?: (?:200|429))+/m.exec(recordingText(name))?.[0] ?? "")
        .split(" ")
        .map(Number);
      const requests = readRecording(name);
      const transcript = await replay(sandbox, requests, {
        cwd: folder,
        logins: { researcher: sandbox.credentials.nextcloud.appPassword },
        before: async ({ title }) => {
          if (title !== "XML body of the 429") return;
          sandbox.clock.advance(660_000);
          const made: number[] = [];
          for (const _ of creations)
            made.push(
              (
                await cloud.ocs("POST", "/apps/files_sharing/api/v1/shares", {
                  path: "/MRI-share/sub-01.zip",
                  shareType: "3",
                })
              ).status,
            );
          expect(made).toEqual(creations);
        },
        rewrite: (word) =>
          word
            .replace(recordedToken, share.token)
            .replace(
              /^(RESEARCHER):.*/,
              version === "32" ? `$1:${sandbox.credentials.nextcloud.appPassword}` : "$1:other",
            ),
      });
      const { alike, of, report } = await compare(name, transcript, folder);
      expect(alike, report).toBe(of);
      expect(of).toBeGreaterThanOrEqual(10);
    },
    300_000,
  );
});

describe("the recording brute32", () => {
  itWithRecordings(
    "is answered alike: eleven wrong passwords block the address, right ones included",
    async () => {
      const folder = await temporaryFolder();
      await using sandbox = await startSandbox({
        nextcloud: { users: [{ username: "paula", password: "right" }] },
      });
      const cloud = client(sandbox);
      const attempts = printed("brute32", /^attempt \d+: (\d+)/gm);
      const seen: number[] = [];
      for (const _ of attempts)
        seen.push(
          (await cloud.get("/ocs/v2.php/cloud/user?format=json", { login: ["paula", "wrong"] })).status,
        );
      expect(seen).toEqual(attempts);
      const transcript = await replay(sandbox, readRecording("brute32"), {
        cwd: folder,
        logins: { researcher: sandbox.credentials.nextcloud.appPassword, paula: "wrong" },
      });
      const { alike, of, report } = await compare("brute32", transcript, folder);
      expect(alike, report).toBe(of);
      sandbox.clock.advance(1_801_000);
      expect((await cloud.get("/ocs/v2.php/cloud/user?format=json")).status).toBe(200);
    },
    300_000,
  );
});
