import { writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { type NextcloudSettings, type Sandbox, startSandbox } from "../src/index.js";
import { itWithRecordings } from "./support/peers.js";
import { readRecording, recordingText, type Recorded } from "./support/recording.js";
import { compare, replay } from "./support/replay.js";
import { temporaryFolder } from "./support/temporary-folder.js";

/** What `occ` had set before the requests under each line `--- capabilities excerpt (…)`. */
const SETTINGS: Readonly<Record<string, Partial<NextcloudSettings>>> = {
  "links password enforced": { passwordEnforced: true },
  "default expiry 7d, not enforced": { expire: { days: 7, enforced: false } },
  "expiry 7d enforced": { expire: { days: 7, enforced: true } },
  "links disabled": { linksEnabled: false },
  "sharing disabled": { sharingEnabled: false },
};

const PLAIN: Partial<NextcloudSettings> = {
  passwordEnforced: false,
  expire: undefined,
  linksEnabled: true,
  sharingEnabled: true,
};

const TIGHT = {
  minLength: 24,
  enforceNonCommonPassword: true,
  enforceNumericCharacters: true,
  enforceSpecialCharacters: true,
  enforceUpperLowerCase: true,
};

/** Which section of the recording a request stands in. */
function sections(name: string): Map<string, string> {
  const found = new Map<string, string>();
  let section = "";
  for (const line of recordingText(name).split("\n")) {
    section =
      /^--- capabilities \w+ \((.*)\)$/.exec(line)?.[1] ??
      /^--- capabilities (password_policy) /.exec(line)?.[1] ??
      section;
    if (line.startsWith("### ")) found.set(line.slice(4).trim(), section);
  }
  return found;
}

/** The capabilities that a recording printed under each heading. */
function excerpts(name: string): [section: string, value: unknown][] {
  return [...recordingText(name).matchAll(/^--- capabilities excerpt \((.*)\)\n(\{.*\})$/gm)].map((match) => [
    match[1] ?? "",
    JSON.parse(match[2] ?? "null") as unknown,
  ]);
}

function apply(sandbox: Sandbox, section: string, title: string): void {
  const state = sandbox.state.nextcloud;
  Object.assign(state.settings, PLAIN, SETTINGS[section] ?? {});
  state.exclude({
    sharing: section.startsWith("user in a group"),
    links: section.startsWith("group excluded") && title.startsWith("group excluded"),
  });
  if (title.startsWith("tight policy") || title.startsWith("policy generate"))
    Object.assign(state.settings.policy, TIGHT);
}

async function capabilitiesOf(sandbox: Sandbox): Promise<unknown> {
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const answer = await fetch(`${sandbox.url.nextcloud}/ocs/v2.php/cloud/capabilities?format=json`, {
    headers: {
      "ocs-apirequest": "true",
      authorization: `Basic ${Buffer.from(`${username}:${appPassword}`).toString("base64")}`,
    },
  });
  const body = (await answer.json()) as {
    ocs: { data: { capabilities: { files_sharing: Record<string, unknown> } } };
  };
  const { api_enabled, public: links, sharebymail } = body.ocs.data.capabilities.files_sharing;
  return { "files_sharing.api_enabled": api_enabled, public: links, sharebymail };
}

/** An upload that has begun and does not go on. */
async function slowUpload(sandbox: Sandbox, path: string): Promise<() => void> {
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const before = sandbox.state.nextcloud.lockCount;
  const request = httpRequest(`${sandbox.url.nextcloud}/remote.php/dav/files/${username}${path}`, {
    method: "PUT",
    auth: `${username}:${appPassword}`,
    headers: { "content-length": "16777216" },
  });
  request.on("error", () => undefined);
  request.write(Buffer.alloc(1000));
  while (sandbox.state.nextcloud.lockCount === before) await new Promise((resolve) => setTimeout(resolve, 5));
  return () => request.destroy();
}

describe.each([
  ["policy32", "32"],
  ["policy27", "27"],
  ["policy32-ratelimited", "32"],
] as const)("the recording %s", (name, version) => {
  itWithRecordings(
    "is answered alike, capabilities included",
    async () => {
      const folder = await temporaryFolder();
      await writeFile(join(folder, "s.bin"), Buffer.alloc(300, 7));
      const limited = name.endsWith("ratelimited");
      const started = Date.now();
      await using sandbox = await startSandbox({
        nextcloud: {
          version,
          rateLimit: limited ? { limit: 20, periodMs: 600_000 } : false,
          // The dates in the recorded requests are those of the day it was made.
          clock: { now: () => Date.parse("2026-11-21T00:10:00Z") + Date.now() - started },
        },
      });
      const state = sandbox.state.nextcloud;
      await state.putFile("/MRI-share/sub-01.zip", "not a zip");
      if (name === "policy32") await state.putFile("/lockme.bin", "x");
      const section = sections(name);
      const logins = { researcher: sandbox.credentials.nextcloud.appPassword };
      // 18 attempts had been made when the limited recording began: the third of its own was refused.
      if (limited) await failAttempts(sandbox, 18);
      // In the limited recording one heading stands over settings that had not been made.
      for (const [heading, expected] of limited ? [] : excerpts(name)) {
        apply(sandbox, heading, heading);
        expect(await capabilitiesOf(sandbox), heading).toEqual(expected);
      }
      let stop: (() => void) | undefined;
      const transcript = await replay(sandbox, readRecording(name), {
        cwd: folder,
        logins,
        before: async ({ title }: Recorded) => {
          apply(sandbox, section.get(title) ?? "", title);
          if (title.startsWith("custom token")) state.settings.customTokens = version === "32";
          // 27 was still in maintenance when the file to be locked was put there.
          state.settings.maintenance =
            title.startsWith("maintenance") || (version === "27" && title === "before lock");
          if (title.startsWith("PUT while") && version === "32")
            stop = await slowUpload(sandbox, "/lockme.bin");
        },
        rewrite: (word) => word.replace(/\/shares\/\d+$/, `/shares/${String(newest(sandbox))}`),
      });
      stop?.();
      const { alike, of, report } = await compare(name, transcript, folder);
      expect(alike, report).toBe(of);
      expect(of).toBeGreaterThan(25);
      while (state.lockCount > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    300_000,
  );
});

function newest(sandbox: Sandbox): number {
  return Math.max(0, ...sandbox.state.nextcloud.shares().map((share) => share.id));
}

async function failAttempts(sandbox: Sandbox, count: number): Promise<void> {
  const { username, appPassword } = sandbox.credentials.nextcloud;
  for (let attempt = 0; attempt < count; attempt += 1) {
    const answer = await fetch(`${sandbox.url.nextcloud}/ocs/v2.php/apps/files_sharing/api/v1/shares`, {
      method: "POST",
      headers: {
        "ocs-apirequest": "true",
        authorization: `Basic ${Buffer.from(`${username}:${appPassword}`).toString("base64")}`,
      },
    });
    expect(answer.status).toBe(404);
    await answer.arrayBuffer();
  }
}
