import { chmodSync, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { readShareList } from "@scanferry/nextcloud-share";
import { describe, expect, it } from "vitest";
import { noLogin, startCloud, writeSecret } from "./helpers/cloud.js";
import { inTerminal, terminalMissing } from "./helpers/in-terminal.js";
import { temporaryFolder } from "./helpers/run-cli.js";

describe.skipIf(terminalMissing.skip)(`in a terminal${terminalMissing.reason}`, () => {
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
});
