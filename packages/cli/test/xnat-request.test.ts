import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSandbox } from "@scanferry/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { cliPath } from "./helpers/run-cli.js";
import { startXnat } from "./helpers/xnat.js";

describe("xnat request", () => {
  it("prints the body, with parameters of the address, and the status with -v", async () => {
    const xnat = await startXnat();
    const { code, stdout, stderr } = await xnat.run([
      "xnat",
      "request",
      "get",
      "/data/projects",
      "--query",
      "format=csv",
      "-v",
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ID,secondary_ID,name/);
    expect(stderr).toContain("HTTP 200");
  });

  it("gives the answer of a refusal too, and its exit code", async () => {
    const xnat = await startXnat();
    const { code, stdout, stderr } = await xnat.run([
      "xnat",
      "request",
      "GET",
      "/data/projects/NONE/subjects",
    ]);
    expect(code).toBe(5);
    expect(stdout).toContain("<html");
    expect(stderr).toContain("remote/not-found");
    const told = await xnat.run(["xnat", "request", "GET", "/data/projects/NONE/subjects", "--json"]);
    expect(told.records).toMatchObject([{ type: "error", code: "remote/not-found", status: 404 }]);
    expect(String(told.records[0]?.["body"])).toContain("<html");
  });

  it("sends neither login nor body to another server", async () => {
    const xnat = await startXnat();
    const other = await startSandbox({ xnat: true });
    onTestFinished(() => other.close());
    writeFileSync(join(xnat.folder, "body.xml"), "<a/>");
    const address = `${other.url.xnat}/data/projects`;
    expect((await xnat.run(["xnat", "request", "POST", address, "--data", "body.xml"])).code).toBe(2);
    expect((await xnat.run(["xnat", "request", "GET", address])).code).toBe(2);
    expect(other.log.entries).toEqual([]);
  });

  it("prints a file byte by byte as the server has it", async () => {
    const xnat = await startXnat();
    const resource = "SANDBOX/S1/S1_MR1/1/DICOM";
    const path = xnat.sandbox.state.xnat.files(resource)[0]?.path ?? "";
    const address = `/data/projects/SANDBOX/subjects/S1/experiments/S1_MR1/scans/1/resources/DICOM/files/${path}`;
    const program = spawn(process.execPath, [cliPath, "xnat", "request", "GET", address], {
      env: xnat.env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const chunks: Buffer[] = [];
    for await (const chunk of program.stdout) chunks.push(chunk as Buffer);
    const printed = Buffer.concat(chunks);
    expect(printed.subarray(128, 132).toString()).toBe("DICM");
    expect(printed.equals(await xnat.sandbox.state.xnat.fileBytes(resource, path))).toBe(true);
  });

  it("creates with PUT, asks before it deletes, and plans with -n", async () => {
    const xnat = await startXnat();
    const request = (...more: string[]) => xnat.run(["xnat", "request", ...more]);
    const path = "/data/projects/SANDBOX/subjects/NEW";
    const planned = await request("PUT", path, "-n", "--json");
    expect(planned).toMatchObject({
      code: 0,
      records: [{ type: "result", status: "planned", action: "PUT" }],
    });
    expect((await request("DELETE", path)).code).toBe(2);
    expect(xnat.sandbox.log.entries).toEqual([]);
    const created = await request("PUT", path, "--query", "gender=female");
    expect(created.code).toBe(0);
    expect(created.stdout).toMatch(/^XNAT_S\d+\n$/);
    expect((await request("DELETE", path, "--yes")).code).toBe(0);
    expect(xnat.sandbox.log.find("DELETE", path)).toHaveLength(1);
  });

  it("refuses what cannot be sent, before it asks anybody", async () => {
    const xnat = await startXnat();
    writeFileSync(join(xnat.folder, "image.dcm"), Buffer.from([0xff, 0xfe, 0x00]));
    const wrong = [
      ["GET", "/data/projects", "--data", "image.dcm"],
      ["PUT", "/data/projects/P", "--data", "image.dcm"],
      ["PUT", "/data/projects/P", "--data", "-", "--password-stdin"],
      ["GET", "/data/projects", "--query", "format"],
      ["GET", "/data/projects", "--header", "Authorization: Basic QQ=="],
      ["GET", "/data/projects", "--header", "Accept"],
    ];
    for (const args of wrong)
      expect((await xnat.run(["xnat", "request", ...args])).code, args.join(" ")).toBe(2);
    expect((await xnat.run(["xnat", "request", "POST", "/data/x", "--data", "nothing.xml"])).code).toBe(5);
    expect(xnat.sandbox.log.entries).toEqual([]);
  });
});
