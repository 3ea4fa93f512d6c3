import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readShareList } from "@scanferry/nextcloud-share";
import { testZip } from "@scanferry/zip-crypt";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "./helpers/run-cli.js";

describe("demo", () => {
  it("leaves a dataset, zips that open with the listed passwords, the list and the mails", async () => {
    const cwd = temporaryFolder();
    const begun = Date.now();
    const { code, stderr } = await runCli(["demo", "--participants", "2"], { cwd });
    expect(code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(30_000);
    const out = join(cwd, "scanferry-demo");
    const { rows } = await readShareList(join(out, "share-list.xlsx"));
    expect(rows).toHaveLength(2);
    for (const { file, password } of rows) {
      expect((await testZip(join(out, "downloads", file), { password })).entries).toBe(1);
      await expect(testZip(join(out, "downloads", file), { password: "wrong" })).rejects.toMatchObject({
        code: "auth/rejected",
      });
    }
    expect(readdirSync(join(out, "mails"))).toHaveLength(4);
    expect(readdirSync(join(out, "loris_study")).filter((name) => name.startsWith("sub-"))).toHaveLength(2);
    expect((await readShareList(join(out, "loris-share-list.xlsx"))).rows).toHaveLength(2);
    expect(readdirSync(join(out, "xnat_archive")).filter((name) => !name.startsWith("."))).toEqual([
      "002",
      "S1",
    ]);
    expect(stderr).toMatch(/\n[1-9]\d* done, [1-9]\d* unchanged/);
    expect(stderr).toContain("\n24 unchanged");
    // The chapter of the upload ends in files that came back as they went in.
    expect(stderr).toContain("007/007_pre: 2 series, 16 files");
    expect(stderr).toContain("Equal byte by byte: 32 files.");
    for (const place of [
      "mri_images",
      "loris_study",
      "xnat_archive",
      "dicomdir",
      "xnat_returned",
      "share-list.xlsx",
      "downloads",
      "mails",
      "scanferry sandbox",
    ])
      expect(stderr).toContain(place);
    // A second demo replaces the first one's files.
    expect((await runCli(["demo", "--participants", "1"], { cwd })).code).toBe(0);
    expect((await readShareList(join(out, "share-list.xlsx"))).rows).toHaveLength(1);
  });

  it("never touches a folder that holds something else", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "mine"));
    writeFileSync(join(cwd, "mine", "thesis.txt"), "all of it");
    const { code, stderr } = await runCli(["demo", "--out", "mine"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("--out");
    expect(readFileSync(join(cwd, "mine", "thesis.txt"), "utf8")).toBe("all of it");
  });

  it("keeps the server running with --keep until Ctrl-C", async () => {
    const cwd = temporaryFolder();
    let status = 0;
    const { code } = await runCli(["demo", "--keep", "--participants", "1"], {
      cwd,
      onSpawn: (child, seen) => {
        child.stderr?.on("data", () => {
          const url = /runs at (http:\S+)/.exec(seen.stderr)?.[1];
          if (url === undefined || status !== 0) return;
          status = -1;
          void fetch(`${url}/status.php`).then((answer) => {
            status = answer.status;
            child.kill("SIGINT");
          });
        });
      },
    });
    expect(status).toBe(200);
    expect(code).toBe(130);
    expect(existsSync(join(cwd, "scanferry-demo", "share-list.xlsx"))).toBe(true);
  });
});

describe("sandbox", () => {
  it("prints the addresses and logins of running servers, and ends well with Ctrl-C", async () => {
    let version: unknown;
    let token: unknown;
    let line: unknown;
    const args = [
      "sandbox",
      "--nextcloud-version",
      "27",
      "--loris-dialect",
      "preventad",
      "--xnat-version",
      "1.9",
      "--json",
    ];
    const { code, records } = await runCli(args, {
      onSpawn: (child, seen) => {
        child.stderr?.once("data", () => {
          const [nextcloud, loris, xnat] = seen.stdout
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Record<"url" | "username" | "password", string>);
          void (async () => {
            const status = await fetch(`${nextcloud?.url ?? ""}/status.php`);
            version = ((await status.json()) as { versionstring: string }).versionstring;
            const login = await fetch(`${loris?.url ?? ""}/api/v0.0.3-dev/login`, {
              method: "POST",
              body: JSON.stringify({ username: loris?.username, password: loris?.password }),
            });
            token = ((await login.json()) as { token: string }).token;
            const basic = Buffer.from(`${xnat?.username ?? ""}:${xnat?.password ?? ""}`).toString("base64");
            const site = await fetch(`${xnat?.url ?? ""}/xapi/siteConfig/buildInfo`, {
              headers: { Authorization: `Basic ${basic}` },
            });
            line = ((await site.json()) as { version: string }).version;
            child.kill("SIGINT");
          })();
        });
      },
    });
    expect(records).toEqual([
      expect.objectContaining({ type: "server", kind: "nextcloud", username: "researcher" }),
      expect.objectContaining({ type: "server", kind: "loris", dialect: "preventad" }),
      expect.objectContaining({
        type: "server",
        kind: "xnat",
        version: "1.9",
        dicomPort: expect.any(Number) as number,
      }),
    ]);
    expect(line).toMatch(/^1\.9/);
    expect(version).toMatch(/^27\./);
    expect(token).toMatch(/^eyJ/);
    expect(code).toBe(0);
  });
});
