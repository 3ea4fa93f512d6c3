import { writeFileSync } from "node:fs";
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
    expect((await loris.run(["loris", "request", "GET", "https://elsewhere.example.org/x"])).code).not.toBe(
      0,
    );
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
