import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readShareList, writeShareList } from "@scanferry/nextcloud-share";
import { describe, expect, it } from "vitest";
import { startCloud } from "./helpers/cloud.js";

describe("share create, before anything moves,", () => {
  it("reads today's credentials file as its README prints it", async () => {
    const cloud = await startCloud();
    const { username, appPassword } = cloud.sandbox.credentials.nextcloud;
    const file = join(cloud.folder, "credentials.json");
    writeFileSync(
      file,
      `   {"username": "${username}",         # user name for nextcloud
    "password": "${appPassword}",         # password for the user
    "remote_path": "Participants",     # folder on nextcloud
    "expiration_days": 5,          # delete share after this time
    "include_mricron": true,        # include a program (Windows only)
    "nextcloud_baseurl": "${cloud.sandbox.url.nextcloud}"  # server URL
`,
      { mode: 0o600 },
    );
    const env = { NEXTCLOUD_URL: "", NEXTCLOUD_USER: "", NEXTCLOUD_PASSWORD: "" };
    const { code, stderr, stdout } = await cloud.run(
      ["share", "create", cloud.dataset, "--credentials", "credentials.json"],
      { env },
    );
    expect(code).toBe(0);
    expect(stderr).toContain("--add");
    expect(stdout + stderr).not.toContain(appPassword);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    const row = rows.find(({ subject }) => subject === "sub-01");
    expect(row?.remotePath).toBe("Participants/sub-01.zip");
    const inFiveDays = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    expect(row?.expire).toBe(inFiveDays);
  });

  it("says what is missing when nothing is known, and never asks without a terminal", async () => {
    const cloud = await startCloud();
    const env = { NEXTCLOUD_URL: "", NEXTCLOUD_USER: "", NEXTCLOUD_PASSWORD: "" };
    const noRoot = await cloud.run(["share", "create"], { env });
    expect(noRoot.code).toBe(2);
    const noServer = await cloud.run(["share", "create", cloud.dataset], { env });
    expect(noServer.code).toBe(2);
    expect(noServer.stderr).toContain("config/missing");
    const noPassword = await cloud.run(["share", "create", cloud.dataset], {
      env: { NEXTCLOUD_PASSWORD: "" },
    });
    expect(noPassword.code).toBe(4);
    expect(noPassword.stderr).toContain("auth/required");
  });

  it("plans with the list of today's script that lies in the dataset, and makes none", async () => {
    const cloud = await startCloud();
    await cloud.run(["share", "create", cloud.dataset, "--subjects", "01", "--list", "old.xlsx"]);
    const { rows } = await readShareList(join(cloud.folder, "old.xlsx"));
    await writeShareList(join(cloud.dataset, "share-list.xlsx"), rows);
    const { code, records } = await cloud.run(["share", "create", cloud.dataset, "-n", "--json"]);
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ type: "summary", unchanged: 1, planned: 1 });
    expect(existsSync(join(cloud.folder, "share-list.xlsx"))).toBe(false);
  });

  it("refuses a log that cannot be written", async () => {
    const cloud = await startCloud();
    const { code } = await cloud.run(["share", "ls", "--log-file", "no/such/folder/run.log"]);
    expect(code).toBe(5);
    expect(cloud.sandbox.log.entries).toEqual([]);
  });

  it("makes the folder of the list", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    expect((await cloud.run(["share", "create", cloud.dataset, "--list", "a/b/list.xlsx"])).code).toBe(0);
    expect(existsSync(join(cloud.folder, "a", "b", "list.xlsx"))).toBe(true);
  });

  it("reports a dataset that is none, and a file to add that is not there", async () => {
    const cloud = await startCloud();
    mkdirSync(join(cloud.folder, "empty"));
    expect((await cloud.run(["share", "create", "empty"])).code).toBe(2);
    expect((await cloud.run(["share", "create", "nowhere"])).code).toBe(5);
    expect((await cloud.run(["share", "create", cloud.dataset, "--add", "nothing.zip"])).code).toBe(5);
    expect((await cloud.run(["share", "create", cloud.dataset, "--list", "list.docx"])).code).toBe(2);
    expect((await cloud.run(["share", "create", cloud.dataset, "--expires", "soon"])).code).toBe(2);
    expect(cloud.sandbox.state.nextcloud.files()).toEqual([]);
  });
});
