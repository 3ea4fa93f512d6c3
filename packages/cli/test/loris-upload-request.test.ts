import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { startSandbox } from "@scanferry/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { startLoris, type Loris } from "./helpers/loris.js";
import { cliPath } from "./helpers/run-cli.js";

/** Writes an archive as LORIS wants to have it named. */
async function archive(loris: Loris, name = "scan.tgz"): Promise<string> {
  const { records } = await loris.run(["loris", "ls", "candidates", "--json"]);
  const file = `${String(records[0]?.["pscid"])}_300001_V1_${name}`;
  writeFileSync(join(loris.folder, file), gzipSync(Buffer.alloc(2000, 7)));
  return file;
}

const place = ["--candidate", "300001", "--visit", "V1"];

describe("loris upload", () => {
  it("sends an archive once, refuses a second one of that name, and replaces it on request", async () => {
    const loris = await startLoris();
    const file = await archive(loris);
    const planned = await loris.run(["loris", "upload", file, ...place, "-n", "--json"]);
    expect(planned.code).toBe(0);
    expect(planned.records.at(-1)).toMatchObject({ type: "summary", planned: 1 });
    expect(loris.sandbox.state.loris.uploads()).toEqual([]);
    const sent = await loris.run(["loris", "upload", file, ...place, "--json"]);
    expect(sent.code).toBe(0);
    expect(sent.records[0]).toMatchObject({ type: "result", id: file, action: "upload", status: "done" });
    expect(loris.sandbox.state.loris.uploads()).toHaveLength(1);
    const twice = await loris.run(["loris", "upload", file, ...place, "--json"]);
    expect(twice.code).toBe(7);
    expect(twice.records[0]).toMatchObject({ status: "failed", error: { code: "remote/exists" } });
    expect((await loris.run(["loris", "upload", file, ...place, "--overwrite"])).code).toBe(0);
  });

  it("goes on behind an archive that LORIS would not take", async () => {
    const loris = await startLoris();
    const file = await archive(loris);
    writeFileSync(join(loris.folder, "other.zip"), "");
    const { code, records } = await loris.run(["loris", "upload", "other.zip", file, ...place, "--json"]);
    expect(code).toBe(2);
    expect(records.at(-1)).toMatchObject({ done: 1, failed: 1 });
    expect((await loris.run(["loris", "upload", file])).code).toBe(2);
  });

  it("does not log in for archives that are missing or none", async () => {
    const loris = await startLoris();
    writeFileSync(join(loris.folder, "scan.tgz"), "x");
    const { code, records } = await loris.run([
      "loris",
      "upload",
      "gone.tgz",
      "scan.tgz",
      ...place,
      "--json",
    ]);
    expect(code).toBe(3);
    expect(records).toMatchObject([
      { id: "gone.tgz", error: { code: "local/not-found" } },
      { id: "scan.tgz", error: { code: "input/invalid" } },
      { type: "summary", failed: 2 },
    ]);
    expect(loris.sandbox.log.entries).toEqual([]);
  });

  it("sends once what is named twice, and refuses two archives of one name", async () => {
    const loris = await startLoris();
    const file = await archive(loris);
    const named = ["loris", "upload", file, `./${file}`, "--candidate", "sub-300001", "--visit", "V1"];
    expect((await loris.run(named)).code).toBe(0);
    expect(loris.sandbox.state.loris.uploads()).toHaveLength(1);
    mkdirSync(join(loris.folder, "other"));
    copyFileSync(join(loris.folder, file), join(loris.folder, "other", file));
    loris.sandbox.log.clear();
    const both = await loris.run(["loris", "upload", file, join("other", file), ...place, "--overwrite"]);
    expect(both.code).toBe(2);
    expect(both.stderr).toContain("same name");
    expect(loris.sandbox.log.entries).toEqual([]);
  });
});

describe("loris upload --process", () => {
  /** An archive, and a pipeline that ends so. */
  async function withPipeline(state: string): Promise<{ loris: Loris; file: string }> {
    const loris = await startLoris();
    const file = await archive(loris);
    const uploads = [{ MriUploadID: 124, Processes: [{ ID: "1", STATE: state }] }];
    loris.sandbox.faults.add({
      method: "GET",
      path: "/processes",
      kind: "status",
      status: 200,
      body: JSON.stringify({ MriUploads: uploads }),
      // Before and behind the upload the look-alike answers itself.
      skip: 2,
    });
    return { loris, file };
  }

  it("tells the archive as sent, and its conversion as a record of its own", async () => {
    const { loris, file } = await withPipeline("SUCCESS");
    const { code, records } = await loris.run([
      "loris",
      "upload",
      file,
      ...place,
      "--process",
      "wait",
      "--json",
    ]);
    expect(records).toMatchObject([
      { id: file, action: "upload", status: "done", uploadId: "124" },
      { id: file, action: "process", status: "done", processing: "done" },
      { type: "summary", done: 2, failed: 0 },
    ]);
    expect(code).toBe(0);
  });

  it("fails when the conversion did, and leaves the archive sent", async () => {
    const { loris, file } = await withPipeline("ERROR");
    const { code, records } = await loris.run([
      "loris",
      "upload",
      file,
      ...place,
      "--process",
      "wait",
      "--json",
    ]);
    expect(records).toMatchObject([
      { action: "upload", status: "done" },
      { action: "process", status: "failed", processing: "failed", error: { code: "remote/refused" } },
      { type: "summary", done: 1, failed: 1 },
    ]);
    expect(code).toBe(7);
  });

  it("only starts it with start, and says where it cannot", async () => {
    const loris = await startLoris();
    const file = await archive(loris);
    const started = await loris.run(["loris", "upload", file, ...place, "--process", "start"]);
    expect(started.code).toBe(0);
    expect(started.stdout).toContain(`done\t${file}\tconversion running`);
    expect(loris.sandbox.state.loris.uploads()[0]?.started).toBe(true);
    loris.sandbox.faults.add({ path: "/processes", kind: "status", status: 403, times: 99 });
    const blind = await loris.run([
      "loris",
      "upload",
      file,
      ...place,
      "--overwrite",
      "--process",
      "start",
      "--json",
    ]);
    expect(blind.code).toBe(7);
    expect(blind.records).toMatchObject([
      { status: "done" },
      { action: "process", status: "failed" },
      { done: 1, failed: 1 },
    ]);
  });

  it.skipIf(process.platform === "win32")("keeps what was sent when the wait is interrupted", async () => {
    const loris = await startLoris();
    const file = await archive(loris);
    const { code, records, stderr } = await loris.run(
      ["loris", "upload", file, ...place, "--process", "wait", "--json"],
      {
        onSpawn: (child) => {
          let said = "";
          child.stderr?.on("data", (text: string) => {
            // The progress line of the wait; what it waits for never comes.
            const before = said;
            said += text;
            if (!before.includes("converting") && said.includes("converting")) child.kill("SIGINT");
          });
        },
      },
    );
    expect(stderr).toContain("LORIS is converting the archive");
    expect(code).toBe(130);
    expect(records).toMatchObject([
      { action: "upload", status: "done" },
      { type: "summary", done: 1 },
    ]);
  });
});

describe("loris request", () => {
  it("prints the body, and the status with -v", async () => {
    const loris = await startLoris();
    const { code, stdout, stderr } = await loris.run(["loris", "request", "GET", "/projects", "-v"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty("Projects.Pumpernickel");
    expect(stderr).toContain("HTTP 200");
  });

  it("gives the answer of a refusal too, and its exit code", async () => {
    const loris = await startLoris();
    const { code, stdout, stderr } = await loris.run(["loris", "request", "GET", "/candidates/300001/V9"]);
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toHaveProperty("error");
    expect(stderr).toContain("remote/not-found");
    const told = await loris.run(["loris", "request", "GET", "/candidates/300001/V9", "--json"]);
    expect(told.records).toMatchObject([{ type: "error", code: "remote/not-found", status: 404 }]);
    expect(JSON.parse(String(told.records[0]?.["body"]))).toHaveProperty("error");
  });

  it("sends neither login nor body to another server", async () => {
    const loris = await startLoris();
    const other = await startSandbox({ loris: true });
    onTestFinished(() => other.close());
    writeFileSync(join(loris.folder, "body.json"), '{"PSCID":"MTL001"}');
    const address = `${other.url.loris}/api/v0.0.3/projects`;
    const sent = await loris.run(["loris", "request", "POST", address, "--data", "body.json"]);
    expect(sent.code).toBe(2);
    expect(sent.stderr).toContain("[input/invalid]");
    expect((await loris.run(["loris", "request", "GET", address])).code).toBe(2);
    expect(other.log.entries).toEqual([]);
  });

  it("prints an image byte by byte as the server has it", async () => {
    const loris = await startLoris({ study: { imageBytes: 300_000 } });
    const [image] = loris.sandbox.state.loris.images();
    const program = spawn(process.execPath, [cliPath, "loris", "request", "GET", image?.link ?? ""], {
      env: loris.env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const chunks: Buffer[] = [];
    for await (const chunk of program.stdout) chunks.push(chunk as Buffer);
    const printed = Buffer.concat(chunks);
    expect(printed).toHaveLength(300_000);
    expect(printed.subarray(0, 8).toString("latin1")).toBe("\u0089HDF\r\n\u001a\n");
    expect((await loris.run(["loris", "pull", "-t", "minc", "-o", "study", "--no-qc"])).code).toBe(0);
    const pulled = readdirSync(join(loris.folder, "study"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".mnc"))
      .map((name) => readFileSync(join(loris.folder, "study", name)));
    expect(pulled.some((file) => file.equals(printed))).toBe(true);
  });

  it("asks before it deletes, plans with -n, and sends no body with GET", async () => {
    const loris = await startLoris();
    const request = (...more: string[]) => loris.run(["loris", "request", ...more]);
    expect((await request("DELETE", "/candidates/300001")).code).toBe(2);
    const planned = await request("DELETE", "/candidates/300001", "-n", "--json");
    expect(planned).toMatchObject({
      code: 0,
      records: [{ type: "result", status: "planned", action: "DELETE" }],
    });
    writeFileSync(join(loris.folder, "body.json"), "{}");
    expect((await request("GET", "/projects", "--data", "body.json")).code).toBe(2);
    expect(loris.sandbox.log.entries).toEqual([]);
    await request("DELETE", "/candidates/300001", "--yes");
    expect(loris.sandbox.log.find("DELETE", "/candidates/300001")).toHaveLength(1);
  });

  it("sends a body from a file or standard input, and only plans with -n", async () => {
    const loris = await startLoris();
    const send = (...more: string[]) =>
      loris.run(["loris", "request", "POST", "/candidates", "--data", ...more], { input: "{}" });
    await send("-");
    expect(loris.sandbox.log.find("POST", "/candidates")).toHaveLength(1);
    loris.sandbox.log.clear();
    expect((await send("-", "-n")).code).toBe(0);
    expect(loris.sandbox.log.entries).toEqual([]);
    writeFileSync(join(loris.folder, "body.json"), "{");
    expect((await send("body.json")).code).toBe(2);
    expect((await send("nothing.json")).code).toBe(5);
    expect((await send("-", "--password-stdin")).code).toBe(2);
  });
});
