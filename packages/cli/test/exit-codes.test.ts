import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCodes } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { exitCodeFor, exitCodeForFailures, exitCodes } from "../src/errors/exit-code.js";
import { closedPort } from "./helpers/closed-port.js";
import { startCloud } from "./helpers/cloud.js";
import { runCli, temporaryFolder } from "./helpers/run-cli.js";

describe("the table of exit codes", () => {
  it("knows every error code of the libraries", () => {
    expect(Object.keys(exitCodes).sort()).toEqual([...errorCodes].sort());
    expect(exitCodeFor("code/of-a-newer-library")).toBe(1);
  });

  it("gives the class that all failures share, and 3 when they differ", () => {
    expect(exitCodeForFailures([])).toBe(0);
    expect(exitCodeForFailures(["net/reset", "remote/busy"])).toBe(6);
    expect(exitCodeForFailures(["net/reset", "data/corrupt"])).toBe(3);
  });
});

describe("the program ends with", () => {
  it("0 when all is done", async () => {
    expect((await runCli(["zip", "passphrase"])).code).toBe(0);
    expect((await runCli(["--version"])).code).toBe(0);
    expect((await runCli(["share", "create", "--help"])).code).toBe(0);
  });

  it("1 when the list is open in a spreadsheet program, which loses no row", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    writeFileSync(join(cloud.folder, "~$share-list.xlsx"), "");
    const { code, records } = await cloud.run(["share", "create", cloud.dataset, "--json"]);
    expect(records.at(0)).toMatchObject({ status: "failed", error: { code: "local/busy" } });
    expect(code).toBe(1);
  });

  it("1 when the sandbox's port is in use", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    const { port } = new URL(cloud.sandbox.url.nextcloud);
    const { code, records } = await runCli(["sandbox", "--loris-port", port, "--json"]);
    expect(records).toEqual([expect.objectContaining({ type: "error", code: "local/busy" })]);
    expect(code).toBe(1);
  });

  it.each([
    ["an unknown command", ["shrae", "create"]],
    ["an unknown option", ["zip", "ls", "x.zip", "--fast"]],
    ["a missing argument", ["zip", "ls"]],
    ["a group without a command", ["share"]],
    ["a value that is not offered", ["zip", "passphrase", "--lang", "fr"]],
    ["a port that is none", ["sandbox", "--loris-port", "99999"]],
    ["a number that is none", ["zip", "passphrase", "--words", "five"]],
    ["a kind of server that is unknown", ["login", "orthanc", "https://orthanc.example.org"]],
  ])("2 for %s", async (_, args) => {
    const { code, records, stdout } = await runCli([...args, "--json"]);
    expect(code).toBe(2);
    expect(records).toEqual([expect.objectContaining({ type: "error", code: "input/invalid" })]);
    expect(stdout.trim().split("\n")).toHaveLength(1);
  });

  it("3 when a link of the list is dead", async () => {
    const cloud = await startCloud({}, { participants: 2 });
    await cloud.run(["share", "create", cloud.dataset]);
    expect((await cloud.run(["share", "verify", "share-list.xlsx"])).code).toBe(0);
    const [share] = cloud.sandbox.state.nextcloud.shares();
    cloud.sandbox.state.nextcloud.removeShare(share!.id);
    const { code, records } = await cloud.run(["share", "verify", "share-list.xlsx", "--json"]);
    expect(code).toBe(3);
    expect(records.filter(({ status }) => status === "failed")).toHaveLength(1);
    expect(records.at(-1)).toMatchObject({ type: "summary", done: 1, failed: 1 });
  });

  it("3 when items failed for different reasons", async () => {
    const cloud = await startCloud({}, { participants: 3 });
    cloud.sandbox.faults.add({ kind: "status", status: 507, method: "PUT", path: /sub-01\.zip/, times: 9 });
    cloud.sandbox.faults.add({ kind: "status", status: 500, method: "PUT", path: /sub-02\.zip/, times: 9 });
    const { code, records } = await cloud.run(["share", "create", cloud.dataset, "--json", "--retries", "0"]);
    expect(records.at(-1)).toMatchObject({ done: 1, failed: 2 });
    expect(code).toBe(3);
  });

  it("4 for a refused login, which is tried exactly once", async () => {
    const cloud = await startCloud({}, { participants: 1 });
    const { code, stderr } = await cloud.run(["share", "create", cloud.dataset], {
      env: { NEXTCLOUD_PASSWORD: "wrong-password-1" },
    });
    expect(code).toBe(4);
    expect(stderr).toContain("auth/rejected");
    expect(stderr).not.toContain("wrong-password-1");
    expect(cloud.sandbox.log.entries.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it("4 for a wrong archive password, 8 for a damaged archive", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a.txt"), "hello");
    expect(
      (
        await runCli(["zip", "create", "a.zip", "a.txt", "--password-stdin"], {
          cwd: folder,
          input: "right\n",
        })
      ).code,
    ).toBe(0);
    expect(
      (await runCli(["zip", "test", "a.zip", "--password-stdin"], { cwd: folder, input: "wrong\n" })).code,
    ).toBe(4);
    expect((await runCli(["zip", "test", "a.zip"], { cwd: folder })).code).toBe(4);
    writeFileSync(join(folder, "b.zip"), "this is no archive, and longer than an end record would be");
    expect((await runCli(["zip", "test", "b.zip"], { cwd: folder })).code).toBe(8);
  });

  it("5 when something is not there", async () => {
    expect((await runCli(["zip", "ls", "nothing.zip"])).code).toBe(5);
    expect((await runCli(["share", "verify", "nothing.xlsx"])).code).toBe(5);
  });

  it("6 when the server cannot be reached", async () => {
    const port = await closedPort();
    const env = {
      NEXTCLOUD_URL: `http://127.0.0.1:${String(port)}`,
      NEXTCLOUD_USER: "ada",
      NEXTCLOUD_PASSWORD: "secret-1",
    };
    const { code, stderr } = await runCli(["share", "ls", "--retries", "0"], { env });
    expect(code).toBe(6);
    expect(stderr).toContain("net/unreachable");
  });

  it("7 when the server does not allow links, and nothing was uploaded", async () => {
    const cloud = await startCloud({ linksEnabled: false }, { participants: 1 });
    const { code } = await cloud.run(["share", "create", cloud.dataset]);
    expect(code).toBe(7);
    expect(cloud.sandbox.state.nextcloud.files()).toEqual([]);
  });

  it("9 when nothing matched and --error-if-empty is given", async () => {
    const cloud = await startCloud();
    expect((await cloud.run(["share", "ls"])).code).toBe(0);
    expect((await cloud.run(["share", "ls", "--error-if-empty"])).code).toBe(9);
    expect((await runCli(["bids", "ls", cloud.dataset, "--suffix", "bold", "--error-if-empty"])).code).toBe(
      9,
    );
    const noImages = ["share", "create", cloud.dataset, "--suffix", "FLAIR", "--error-if-empty"];
    expect((await cloud.run(noImages)).code).toBe(9);
    expect((await cloud.run([...noImages, "--strict"])).code, "--strict says more").toBe(5);
    expect((await runCli(["profile", "ls", "--error-if-empty"])).code).toBe(9);
  });
});
