import { expect, it } from "vitest";
import { bytesOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

it("sends any request in the session, and gives any status back", async () => {
  const box = await openBox({ contextPath: "/xnat" });
  const xnat = await box.client();
  const answer = await xnat.request("GET", "/data/projects", { query: { format: "json" } });
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ ResultSet: { totalRecords: "1" } });
  expect((await xnat.request("GET", "/data/projects/NOPE")).status).toBe(404);
  expect((await xnat.request("PUT", "/data/projects/SANDBOX/subjects/NEW")).status).toBe(201);
  const whole = await xnat.request("GET", `${xnat.baseUrl}/data/auth`);
  expect(whole.text).toContain(xnat.user);
  expect(() => whole.json()).toThrow(/not JSON/);
  expect(box.logins()).toHaveLength(1);
});

it("opens the session anew, and repeats what may be repeated", async () => {
  const box = await openBox();
  const xnat = await box.client();
  box.sandbox.state.xnat.expireSessions();
  box.sandbox.faults.add({ path: "/data/projects", kind: "status", status: 503 });
  expect((await xnat.request("GET", "/data/projects")).status).toBe(200);
  const failing = box.sandbox.faults.add({ path: "/data/projects", kind: "status", status: 503, times: 99 });
  expect((await xnat.request("POST", "/data/projects", { body: "<x/>" })).status).toBe(503);
  expect(failing.hits).toBe(1);
});

it("streams an answer, however large, and asks again until one begins", async () => {
  const box = await openBox();
  const xnat = await box.client();
  box.sandbox.faults.add({ path: "/resources/NIFTI/files", kind: "status", status: 503 });
  box.sandbox.state.xnat.addFile("SANDBOX/NIFTI", "a.nii", Buffer.alloc(300_000, 7));
  const { status, headers, body } = await xnat.requestStream("/data/projects/SANDBOX/resources/NIFTI/files", {
    query: { format: "zip" },
  });
  expect([status, headers.get("content-type")]).toEqual([200, "application/zip"]);
  const bytes = await bytesOf(body);
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  expect(bytes.byteLength).toBeGreaterThan(300_000);
  expect((await xnat.requestStream("/data/projects/NOPE")).status).toBe(404);
});

it("sends nothing to another server", async () => {
  let asked = 0;
  const other = await oddServer((_, answer) => {
    asked++;
    answer.end();
  });
  const box = await openBox({ contextPath: "/xnat" });
  const xnat = await box.client();
  expect((await xnat.request("GET", "/xnat/data/projects")).status).toBe(200);
  const outside = xnat.baseUrl.replace("/xnat", "/elsewhere");
  for (const address of [
    `${other}/data/projects`,
    "//elsewhere.example.org/data",
    outside,
    " HTTP://elsewhere.example.org",
  ]) {
    await failsWith(xnat.request("PUT", address, { body: "x" }), "input/invalid");
    await failsWith(xnat.requestStream(address), "input/invalid");
  }
  expect(asked).toBe(0);
});

it("carries no body with a request that reads", async () => {
  const xnat = await (await openBox()).client();
  await failsWith(xnat.request("GET", "/data/projects", { json: {} }), "input/invalid");
  await failsWith(xnat.request("head", "/data/projects", { body: "" }), "input/invalid");
});
