import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readShareList } from "@scanferry/nextcloud-share";
import { describe, expect, it } from "vitest";
import { startCloud } from "./helpers/cloud.js";

describe("share ls", () => {
  it("lists each link with number, address, path and last day", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    await cloud.run(["share", "create", cloud.dataset, "--expires", "3d"]);
    const { records, code } = await cloud.run(["share", "ls", "--json"]);
    expect(code).toBe(0);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    expect(records).toEqual([
      expect.objectContaining({
        type: "share",
        url: rows[0]?.url,
        path: "MRI-share/sub-01.zip",
        expire: rows[0]?.expire,
      }),
    ]);
    expect(typeof records[0]?.["id"]).toBe("string");
    const people = await cloud.run(["share", "ls"]);
    expect(people.stdout.trim().split("\t")).toHaveLength(4);
  });
});

describe("share file", () => {
  it("shares files and folders, each in a zip of its own", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    writeFileSync(join(cloud.folder, "report.pdf"), "%PDF-1.4 not really");
    const { code, records } = await cloud.run([
      "share",
      "file",
      "report.pdf",
      cloud.dataset,
      "--json",
      "--list",
      "files.csv",
    ]);
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ done: 2 });
    const { rows } = await readShareList(join(cloud.folder, "files.csv"));
    expect(rows.map(({ subject }) => subject).sort()).toEqual(["mri_images", "report.pdf"]);
  });

  it("says which file is not there, and shares the others", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    writeFileSync(join(cloud.folder, "a.txt"), "a");
    const { records, stderr } = await cloud.run(["share", "file", "a.txt", "b.txt"]);
    expect(records).toEqual([]);
    expect(stderr).toContain("b.txt");
    expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(1);
  });
});

describe("share revoke", () => {
  it("asks first: without a terminal and without --yes nothing ends", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    await cloud.run(["share", "create", cloud.dataset]);
    const refused = await cloud.run(["share", "revoke", "--all-in", "share-list.xlsx"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("--yes");
    const planned = await cloud.run(["share", "revoke", "--all-in", "share-list.xlsx", "-n", "--json"]);
    expect(planned.records[0]).toMatchObject({ id: "sub-01", status: "planned" });
    expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(1);
  });

  it("ends all links of a list, removes the files, names the trash bin and marks the rows", async () => {
    const cloud = await startCloud();
    await cloud.run(["share", "create", cloud.dataset]);
    const { code, stderr, records } = await cloud.run([
      "share",
      "revoke",
      "--all-in",
      "share-list.xlsx",
      "--yes",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ done: 2 });
    expect(stderr).toContain("trash");
    expect(cloud.sandbox.state.nextcloud.shares()).toEqual([]);
    expect(cloud.sandbox.state.nextcloud.files()).toEqual([]);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    expect(rows.map(({ status }) => status)).toEqual(["revoked", "revoked"]);
    const verified = await cloud.run(["share", "verify", "share-list.xlsx"]);
    expect(verified.code).toBe(0);
  });

  it("ends one link by its number, keeps the file on request and marks the row of a list", async () => {
    const cloud = await startCloud();
    await cloud.run(["share", "create", cloud.dataset]);
    const [share] = cloud.sandbox.state.nextcloud.shares();
    const args = ["share", "revoke", String(share!.id), "--keep-file", "--yes", "--list", "share-list.xlsx"];
    expect((await cloud.run(args)).code).toBe(0);
    expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(1);
    expect(cloud.sandbox.state.nextcloud.files()).toHaveLength(2);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    expect(rows.filter(({ status }) => status === "revoked")).toHaveLength(1);
    expect((await cloud.run(["share", "revoke", "99999", "--yes"])).code).toBe(5);
  });

  it("refuses two ways at once, and none", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    expect((await cloud.run(["share", "revoke"])).code).toBe(2);
    expect((await cloud.run(["share", "revoke", "1", "--expired"])).code).toBe(2);
  });
});

describe("share mail", () => {
  it("writes a draft per participant without any password, and the passwords apart", async () => {
    const cloud = await startCloud();
    await cloud.run(["share", "create", cloud.dataset]);
    writeFileSync(
      join(cloud.folder, "people.csv"),
      "subject,name,email\n01,Ada Lovelace,ada@example.org\nsub-02,Bob,bob@example.org\n",
    );
    const args = [
      "share",
      "mail",
      "share-list.xlsx",
      "--recipients",
      "people.csv",
      "--contact",
      "Dr. Gray",
      "-o",
      "mails",
    ];
    const planned = await cloud.run([...args, "-n"]);
    expect(planned.code).toBe(0);
    expect(existsSync(join(cloud.folder, "mails"))).toBe(false);
    expect((await cloud.run(args)).code).toBe(0);
    expect(readdirSync(join(cloud.folder, "mails")).sort()).toEqual([
      "sub-01.eml",
      "sub-01.txt",
      "sub-02.eml",
      "sub-02.txt",
    ]);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    for (const { subject, url, password } of rows) {
      const text = readFileSync(join(cloud.folder, "mails", `${subject}.txt`), "utf8");
      expect(text).toContain(url);
      expect(text).toContain("Dr. Gray");
      expect(text).not.toContain(password);
      const secret = join(cloud.folder, "mails-passwords", `${subject}.txt`);
      expect(readFileSync(secret, "utf8")).toContain(password);
      expect(statSync(secret).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(join(cloud.folder, "mails", "sub-01.eml"), "utf8")).toContain("ada@example.org");
  });

  it("takes the sample mail of today's script as a template", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    await cloud.run(["share", "create", cloud.dataset]);
    writeFileSync(
      join(cloud.folder, "sample_mail.txt"),
      "Liebe:r Proband:in,\n\nhttps://LINK-TO-FILE\n\nXY\n",
    );
    expect(
      (await cloud.run(["share", "mail", "share-list.xlsx", "--template", "sample_mail.txt"])).code,
    ).toBe(0);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    const text = readFileSync(join(cloud.folder, "mails", "sub-01.txt"), "utf8");
    expect(text).toContain(rows[0]?.url);
    expect(text).not.toContain("LINK-TO-FILE");
  });
});

describe("logs", () => {
  it("hold no password, and no label or link with --redact", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    const args = [
      "share",
      "create",
      cloud.dataset,
      "--log-file",
      "run.log",
      "--log-level",
      "debug",
      "-vv",
      "--redact",
    ];
    const { stderr, code } = await cloud.run(args);
    expect(code).toBe(0);
    const log = readFileSync(join(cloud.folder, "run.log"), "utf8");
    expect(statSync(join(cloud.folder, "run.log")).mode & 0o777).toBe(0o600);
    const lines = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.some(({ message }) => message === "share done")).toBe(true);
    const { rows } = await readShareList(join(cloud.folder, "share-list.xlsx"));
    const { appPassword } = cloud.sandbox.credentials.nextcloud;
    for (const secret of [appPassword, rows[0]!.password]) {
      expect(log).not.toContain(secret);
      expect(stderr).not.toContain(secret);
    }
    const token = rows[0]!.url.split("/s/")[1]!;
    expect(log).not.toContain(token);
    expect(log).not.toContain("sub-01");
  });
});
