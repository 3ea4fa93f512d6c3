import { expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

const study = { candidates: 1, visits: ["V1"], imageBytes: 40_000 };

it("sends nothing to another server, and takes a whole address of its own", async () => {
  const box = await openBox({ study });
  const loris = await box.client();
  let asked = 0;
  const other = await oddServer((_, answer) => {
    asked += 1;
    answer.end("{}");
  });
  const root = box.sandbox.url.loris;
  box.sandbox.log.clear();
  for (const address of [
    `${other}/api/v0.0.3/projects`,
    other.replace("http:", "HTTP:"),
    ` ${other}/x`,
    other.replace("://", ":\\\\"),
    other.replace("//", "/"),
    `${root}/elsewhere`,
    `${root}/api/../elsewhere`,
    root.replace("://", "://me@"),
    "ftp://127.0.0.1/x",
  ]) {
    await failsWith(loris.request("POST", address, { json: { a: 1 } }), "input/invalid");
    await failsWith(loris.requestStream(address), "input/invalid");
  }
  expect(asked).toBe(0);
  expect(box.sandbox.log.entries).toEqual([]);
  expect((await loris.request("GET", `${root}/api/${loris.version}/projects`)).status).toBe(200);
  // Two slashes in front make no server's name of what follows.
  await loris.request("GET", `//${other.replace("http://", "")}/x`);
  expect(asked).toBe(0);
});

it("says that GET carries no body", async () => {
  const loris = await (await openBox({ study })).client();
  await failsWith(loris.request("get", "/projects", { json: {} }), "input/invalid");
});

it("streams the bytes of an image as they are, and asks again while no answer has begun", async () => {
  const box = await openBox({ study });
  const loris = await box.client();
  const [image] = box.sandbox.state.loris.images();
  box.sandbox.faults.add({ path: image?.link ?? "", kind: "status", status: 503, times: 2 });
  const { status, body } = await loris.requestStream(image?.link ?? "");
  expect(status).toBe(200);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(bytes.length).toBe(40_000);
  // HDF5, which is no text.
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("\u0089HDF");
  expect(box.waitedMs()).toBeGreaterThan(0);
});

it("gives a refusal back, also one that stays", async () => {
  const box = await openBox({ study });
  const loris = await box.client();
  for (const [status, times] of [
    [404, 1],
    [500, 2],
    [503, 5],
  ] as const) {
    box.sandbox.log.clear();
    box.sandbox.faults.add({ path: "/projects", kind: "status", status, body: '{"error":"so"}', times: 9 });
    const answer = await loris.requestStream("/projects");
    expect(answer.status).toBe(status);
    let text = "";
    for await (const chunk of answer.body) text += Buffer.from(chunk).toString();
    expect(text).toBe('{"error":"so"}');
    expect(box.sandbox.log.find("GET", "/projects")).toHaveLength(times);
    box.sandbox.faults.clear();
  }
});
