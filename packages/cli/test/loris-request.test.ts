import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "@scanferry/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { startLoris } from "./helpers/loris.js";
import { cliPath } from "./helpers/run-cli.js";

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
