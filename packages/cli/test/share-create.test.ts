import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readShareList, writeShareList } from "@scanferry/nextcloud-share";
import { readZipEntries } from "@scanferry/zip-crypt";
import { describe, expect, it } from "vitest";
import { startCloud, type Cloud } from "./helpers/cloud.js";

/** Rows stand in the order in which participants were ready, so they are sorted here. */
const rowsOf = async (cloud: Cloud, name = "share-list.xlsx") =>
  (await readShareList(join(cloud.folder, name))).rows.sort((a, b) => a.subject.localeCompare(b.subject));

/** Downloads as the recipient does: no login, the portable public WebDAV of both versions. */
async function download(url: string, linkPassword = ""): Promise<Buffer> {
  const [base = "", token = ""] = url.split("/s/");
  const authorization = `Basic ${Buffer.from(`${token}:${linkPassword}`).toString("base64")}`;
  const answer = await fetch(`${base}/public.php/webdav`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

async function entriesOf(zip: Buffer, password: string): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for await (const entry of readZipEntries(zip, { password })) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry.stream()) chunks.push(chunk);
    found[entry.name] = Buffer.concat(chunks);
  }
  return found;
}

describe("share create", () => {
  it("shares each image once, in zips that the links give and the listed passwords open", async () => {
    const cloud = await startCloud();
    const first = await cloud.run(["share", "create", cloud.dataset, "--json"]);
    expect(first.stderr).not.toContain("error");
    expect(first.code).toBe(0);
    expect(first.records.map(({ type }) => type)).toEqual(["result", "result", "summary"]);
    expect(first.records[2]).toMatchObject({ done: 2, unchanged: 0, skipped: 0, failed: 0 });
    expect(first.records[2]).toHaveProperty("ms");

    const rows = await rowsOf(cloud);
    expect(rows.map(({ subject }) => subject)).toEqual(["sub-01", "sub-02"]);
    for (const row of rows) {
      const record = first.records.find(({ id }) => id === row.subject);
      expect(record).toMatchObject({ target: row.url, action: "share", status: "done", bytes: row.bytes });
      const entries = await entriesOf(await download(row.url), row.password);
      const image = readFileSync(join(cloud.dataset, row.subject, "anat", `${row.subject}_T1w.nii.gz`));
      expect(Object.keys(entries)).toEqual([`${row.subject}_T1w.nii.gz`]);
      expect(Object.values(entries)[0]?.equals(image)).toBe(true);
      expect(first.stdout + first.stderr).not.toContain(row.password);
    }

    const again = await cloud.run(["share", "create", cloud.dataset, "--json"]);
    expect(again.code).toBe(0);
    expect(again.records.at(-1)).toMatchObject({ type: "summary", done: 0, unchanged: 2, failed: 0 });
    expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(2);
  });

  it("prints status, participant and link for people, and the summary to standard error", async () => {
    const cloud = await startCloud();
    const { code, stdout, stderr } = await cloud.run(["share", "create", cloud.dataset]);
    expect(code).toBe(0);
    const lines = stdout.trim().split("\n").sort();
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^done\tsub-01\thttp:\/\/127\.0\.0\.1:\d+\/s\/\w+$/);
    expect(stderr).toContain("2 done");
    expect(stderr).toContain("share-list.xlsx");
    expect(stderr).not.toContain("\u001b");
  });

  it("plans with -n and changes nothing, neither here nor on the server", async () => {
    const cloud = await startCloud();
    const before = readdirSync(cloud.folder).sort();
    const { code, records, stdout } = await cloud.run(["share", "create", cloud.dataset, "-n", "--json"]);
    expect(code).toBe(0);
    expect(records.filter(({ status }) => status === "planned")).toHaveLength(2);
    expect(stdout).toContain('"target":"MRI-share/sub-01.zip"');
    expect(readdirSync(cloud.folder).sort()).toEqual(before);
    expect(cloud.sandbox.state.nextcloud.files()).toEqual([]);
    expect(cloud.sandbox.state.nextcloud.shares()).toEqual([]);
  });

  it("takes --subjects with and without sub-, and files added to every zip", async () => {
    const cloud = await startCloud({}, { participants: 3 });
    writeFileSync(join(cloud.folder, "letter.txt"), "Dear participant");
    const { code } = await cloud.run([
      "share",
      "create",
      cloud.dataset,
      "--subjects",
      "01,sub-03",
      "--add",
      "letter.txt",
      "--remote",
      "A/B",
    ]);
    expect(code).toBe(0);
    const rows = await rowsOf(cloud);
    expect(rows.map(({ subject }) => subject)).toEqual(["sub-01", "sub-03"]);
    expect(rows.map(({ remotePath }) => remotePath)).toEqual(["A/B/sub-01.zip", "A/B/sub-03.zip"]);
    const [row] = rows;
    const entries = await entriesOf(await download(row!.url), row!.password);
    expect(entries["letter.txt"]?.toString()).toBe("Dear participant");
  });

  it("lists participants without an image, exits 0 for them and 5 with --strict", async () => {
    const cloud = await startCloud({}, { participants: 2, withoutT1w: 1 });
    const { code, records } = await cloud.run(["share", "create", cloud.dataset, "--json"]);
    expect(code).toBe(0);
    expect(records.find(({ id }) => id === "sub-02")).toMatchObject({
      status: "skipped",
      error: { code: "local/not-found" },
    });
    expect(await rowsOf(cloud)).toHaveLength(1);
    const strict = await cloud.run(["share", "create", cloud.dataset, "--strict"]);
    expect(strict.code).toBe(5);
    expect(strict.stderr).toContain("sub-02");
  });

  it("keeps the passwords out of the list with --split-passwords, and knows them in the next run", async () => {
    const cloud = await startCloud();
    const args = [
      "share",
      "create",
      cloud.dataset,
      "--list",
      "links.csv",
      "--split-passwords",
      "secrets.csv",
    ];
    expect((await cloud.run(args)).code).toBe(0);
    const secrets = join(cloud.folder, "secrets.csv");
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    const split = await readShareList(join(cloud.folder, "links.csv"), { splitPasswords: secrets });
    const listText = readFileSync(join(cloud.folder, "links.csv"), "utf8");
    for (const { password } of split.rows) {
      expect(password.length).toBeGreaterThan(12);
      expect(listText).not.toContain(password);
    }
    const again = await cloud.run([...args, "--json"]);
    expect(again.records.at(-1)).toMatchObject({ unchanged: 2, done: 0 });
  });

  it("replaces files that another list shared only with --replace, on a dry run as well", async () => {
    const cloud = await startCloud();
    expect((await cloud.run(["share", "create", cloud.dataset])).code).toBe(0);
    const before = cloud.sandbox.state.nextcloud.shares();
    const second = ["share", "create", cloud.dataset, "--list", "second.csv"];
    for (const more of [["-n"], []]) {
      const refused = await cloud.run([...second, ...more]);
      expect(refused.code).toBe(7);
      expect(refused.stderr).toContain("[remote/exists]");
      expect(refused.stderr).toContain("--replace");
    }
    expect(cloud.sandbox.state.nextcloud.shares()).toEqual(before);
    expect((await cloud.run([...second, "--replace"])).code).toBe(0);
    const tokens = cloud.sandbox.state.nextcloud.shares().map(({ token }) => token);
    for (const { token } of before) expect(tokens).not.toContain(token);
  });

  it("refuses to put the list inside the dataset", async () => {
    const cloud = await startCloud();
    const { code, stderr } = await cloud.run(["share", "create", "."], { cwd: cloud.dataset });
    expect(code).toBe(2);
    expect(stderr).toMatch(/inside the dataset/);
    expect(stderr).toMatch(/hint:/);
    expect(existsSync(join(cloud.dataset, "share-list.xlsx"))).toBe(false);
    expect(cloud.sandbox.state.nextcloud.files()).toEqual([]);
  });

  it("shares again after a row was deleted, and the old link is dead", async () => {
    const cloud = await startCloud();
    await cloud.run(["share", "create", cloud.dataset, "--list", "list.csv"]);
    const list = join(cloud.folder, "list.csv");
    const [first] = await rowsOf(cloud, "list.csv");
    writeFileSync(
      list,
      readFileSync(list, "utf8")
        .split("\r\n")
        .filter((line) => !line.startsWith("sub-01"))
        .join("\r\n"),
    );
    const { code, records } = await cloud.run([
      "share",
      "create",
      cloud.dataset,
      "--list",
      "list.csv",
      "--json",
    ]);
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ done: 1, unchanged: 1 });
    const rows = await rowsOf(cloud, "list.csv");
    const fresh = rows.find(({ subject }) => subject === "sub-01");
    expect(fresh?.url).not.toBe(first?.url);
    expect((await fetch(first!.url)).status).toBe(404);
    expect(cloud.sandbox.state.nextcloud.shares()).toHaveLength(2);
  });

  it("continues the list that lies in the dataset's root, once, and leaves it untouched", async () => {
    const cloud = await startCloud();
    await cloud.run(["share", "create", cloud.dataset, "--subjects", "01", "--list", "old.xlsx"]);
    const old = join(cloud.dataset, "share-list.xlsx");
    await writeShareList(old, await rowsOf(cloud, "old.xlsx"));
    const bytes = readFileSync(old);
    const { code, records, stderr } = await cloud.run(["share", "create", cloud.dataset, "--json"]);
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ done: 1, unchanged: 1 });
    expect(stderr).toContain("Continued");
    expect(readFileSync(old).equals(bytes)).toBe(true);
    expect(await rowsOf(cloud)).toHaveLength(2);
    const again = await cloud.run(["share", "create", cloud.dataset]);
    expect(again.stderr).not.toContain("Continued");
  });

  it("goes on after a failed participant, and exits with the class that the failures share", async () => {
    const cloud = await startCloud();
    cloud.sandbox.faults.add({ kind: "status", status: 403, method: "PUT", path: /sub-01\.zip/, times: 9 });
    const { code, records } = await cloud.run(["share", "create", cloud.dataset, "--json", "--retries", "0"]);
    expect(records.find(({ id }) => id === "sub-02")).toMatchObject({ status: "done" });
    const failed = records.find(({ id }) => id === "sub-01");
    expect(failed).toMatchObject({ status: "failed" });
    expect([4, 7]).toContain(code);
    expect(records.at(-1)).toMatchObject({ type: "summary", done: 1, failed: 1 });
  });

  it("stops after the first failure with --on-error stop", async () => {
    const cloud = await startCloud({}, { participants: 4 });
    cloud.sandbox.faults.add({ kind: "status", status: 507, method: "PUT", path: /sub-01\.zip/, times: 9 });
    const { code, records } = await cloud.run([
      "share",
      "create",
      cloud.dataset,
      "--json",
      "--retries",
      "0",
      "--on-error",
      "stop",
      "-j",
      "1",
    ]);
    expect(code).toBe(7);
    expect(records.filter(({ type }) => type === "result")).toHaveLength(1);
    expect(records.at(-1)).toMatchObject({ type: "summary", failed: 1, done: 0 });
  });
});
