import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { startLoris, type Loris } from "./helpers/loris.js";

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

  const uploadAndWait = (file: string): string[] => [
    "loris",
    "upload",
    file,
    ...place,
    "--process",
    "wait",
    "--json",
  ];

  it("tells the archive as sent, and its conversion as a record of its own", async () => {
    const { loris, file } = await withPipeline("SUCCESS");
    const { code, records } = await loris.run(uploadAndWait(file));
    expect(records).toMatchObject([
      { id: file, action: "upload", status: "done", uploadId: "124" },
      { id: file, action: "process", status: "done", processing: "done" },
      { type: "summary", done: 2, failed: 0 },
    ]);
    expect(code).toBe(0);
  });

  it("fails when the conversion did, and leaves the archive sent", async () => {
    const { loris, file } = await withPipeline("ERROR");
    const { code, records } = await loris.run(uploadAndWait(file));
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
