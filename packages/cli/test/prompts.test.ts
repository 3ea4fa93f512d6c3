import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { readShareList } from "@scanferry/nextcloud-share";
import { describe, expect, it } from "vitest";
import { noLogin, startCloud, writeSecret } from "./helpers/cloud.js";
import { cleanEnv, cliPath, temporaryFolder } from "./helpers/run-cli.js";

/** util-linux's script gives the program a terminal; the one of macOS takes other arguments. */
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
const peersRequired = process.env["SCANFERRY_REQUIRE_PEERS"] === "1";

/** One question and what to type when it stands at the end of what was printed. */
type Answer = readonly [question: RegExp, answer: string];

/** Runs the program in a terminal and answers its questions, each once and in order. */
async function inTerminal(
  args: readonly string[],
  answers: readonly Answer[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<{ code: number | null; screen: string }> {
  const quoted = [process.execPath, cliPath, ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(" ");
  const child = spawn("script", ["-qec", quoted, "/dev/null"], {
    cwd: options.cwd,
    env: { ...cleanEnv(options.cwd), TERM: "xterm", SHELL: "/bin/sh", ...options.env },
  });
  let screen = "";
  let seen = 0;
  let next = 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text;
    const answer = answers[next];
    if (answer === undefined || !answer[0].test(screen.slice(seen))) return;
    next += 1;
    seen = screen.length;
    child.stdin.write(`${answer[1]}\r`);
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  expect(next).toBe(answers.length);
  return { code, screen };
}

describe.skipIf(!hasScript && !peersRequired)(
  `in a terminal${hasScript ? "" : " (skipped: no `script` of util-linux here)"}`,
  () => {
    it("share create without arguments asks for folder, server, login and the rest, and shares", async () => {
      const cloud = await startCloud({}, { participants: 1 });
      const { username, appPassword } = cloud.sandbox.credentials.nextcloud;
      const { code, screen } = await inTerminal(
        ["share", "create"],
        [
          [/Folder that holds/, "nowhere"],
          [/no such folder[\s\S]*Folder that holds/, cloud.dataset],
          [/Address of the nextcloud/, cloud.sandbox.url.nextcloud],
          [/User name/, username],
          [/Password of/, appPassword],
          [/Folder on the server/, "Scans"],
          [/work for/, "7d"],
          [/File for the links/, ""],
        ],
        { cwd: cloud.folder },
      );
      expect(code).toBe(0);
      expect(screen).not.toContain(appPassword);
      expect(screen).toContain("done");
      const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
      expect(rows[0]?.remotePath).toBe("Scans/sub-01.zip");
    });

    it("offers to mend a credentials file that others can read", async () => {
      const cloud = await startCloud({}, { participants: 1 });
      const { username, appPassword } = cloud.sandbox.credentials.nextcloud;
      const text = JSON.stringify({
        username,
        password: appPassword,
        nextcloud_baseurl: cloud.sandbox.url.nextcloud,
      });
      const file = writeSecret(join(cloud.folder, "credentials.json"), text);
      chmodSync(file, 0o644);
      const args = ["share", "ls", "--credentials", "credentials.json"];
      const no = await inTerminal(args, [[/chmod 600 credentials\.json now\?/, "n"]], {
        cwd: cloud.folder,
        env: noLogin,
      });
      expect(no.code).toBe(2);
      expect(statSync(file).mode & 0o777).toBe(0o644);
      const yes = await inTerminal(args, [[/chmod 600 credentials\.json now\?/, ""]], {
        cwd: cloud.folder,
        env: noLogin,
      });
      expect(yes.code).toBe(0);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    });

    it("asks before it revokes, and takes no for an answer", async () => {
      const cloud = await startCloud({}, { participants: 1 });
      await cloud.run(["share", "create", cloud.dataset]);
      const args = ["share", "revoke", "--all-in", "share-list.xlsx"];
      const no = await inTerminal(args, [[/remove their files.*\?/, ""]], {
        cwd: cloud.folder,
        env: cloud.env,
      });
      expect(no.code).toBe(130);
      expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(1);
      const yes = await inTerminal(args, [[/remove their files.*\?/, "y"]], {
        cwd: cloud.folder,
        env: cloud.env,
      });
      expect(yes.code).toBe(0);
      expect(cloud.sandbox.state.nextcloud.shares()).toEqual([]);
    });

    it("shows bars with a total, and gives the cursor back", async () => {
      const cloud = await startCloud({}, { participants: 2 });
      cloud.sandbox.faults.add({ kind: "latency", ms: 600, method: "PUT", times: 2 });
      const { code, screen } = await inTerminal(["share", "create", cloud.dataset], [], {
        cwd: cloud.folder,
        env: cloud.env,
      });
      expect(code).toBe(0);
      expect(screen).toMatch(/sub-01.* [█░]{24} +\d+ %/);
      expect(screen).toMatch(/\d+ (of \d+|done) · .*B\/s/);
      expect(screen.lastIndexOf("\u001b[?25h")).toBeGreaterThan(screen.lastIndexOf("\u001b[?25l"));
      const plain = await inTerminal(["share", "create", cloud.dataset, "--no-progress"], [], {
        cwd: cloud.folder,
        env: cloud.env,
      });
      expect(plain.screen).not.toContain("\u001b[?25l");
    });

    it("asks for the password of an archive, and Ctrl-C at a question ends with 130", async () => {
      const folder = temporaryFolder();
      writeSecret(join(folder, "a.txt"), "alpha");
      const asked = await inTerminal(
        ["zip", "create", "a.zip", "a.txt", "--encryption", "aes-256"],
        [
          [/Password for the archive/, "secret-words-1"],
          [/again/, "secret-words-1"],
        ],
        { cwd: folder },
      );
      expect(asked.code).toBe(0);
      expect(asked.screen).not.toContain("secret-words-1");
      const opened = await inTerminal(
        ["zip", "extract", "a.zip", "-o", "out"],
        [[/Password of the archive/, "secret-words-1"]],
        { cwd: folder },
      );
      expect(opened.code).toBe(0);
      expect(existsSync(join(folder, "out", "a.txt"))).toBe(true);
      const stopped = await inTerminal(["zip", "test", "a.zip"], [[/Password of the archive/, "\u0003"]], {
        cwd: folder,
      });
      expect(stopped.code).toBe(130);
    });
  },
);
