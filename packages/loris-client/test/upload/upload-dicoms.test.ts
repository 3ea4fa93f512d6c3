import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import type { TransferEvent } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { failsWith } from "../helpers/fails-with.js";
import { archiveBytes, openLab, posts } from "./support/open-lab.js";

const sha256 = createHash("sha256").update(archiveBytes).digest("hex");

for (const [ending, type] of [
  [".tar", "application/x-tar"],
  [".tar.gz", "application/gzip"],
  ["_v2.tgz", "application/gzip"],
] as const) {
  it(`sends ${ending} whole as ${type}, and finds its number`, async () => {
    const lab = await openLab();
    const events: TransferEvent[] = [];
    const name = `${lab.start}${ending}`;
    const sent = await lab.visit.uploadDicoms(await lab.archive(name), {
      onEvent: (event) => events.push(event),
    });
    const [upload] = lab.box.sandbox.state.loris.uploads();
    expect(upload).toMatchObject({
      name,
      contentType: type,
      bytes: archiveBytes.length,
      sha256,
      overwrite: false,
      isPhantom: false,
    });
    expect(sent).toMatchObject({
      id: name,
      status: "done",
      action: "upload",
      bytes: archiveBytes.length,
      sha256,
    });
    expect(sent.uploadId).toBe(String(upload?.id));
    expect(sent.target).toMatch(/^\/candidates\/\d+\/V1\/dicoms\//);
    expect(events.map(({ type: kind }) => kind)).toEqual(
      expect.arrayContaining(["plan", "start", "result", "summary"]),
    );
    expect(upload?.started).toBe(false);
  });
}

it("starts the pipeline when it is told to", async () => {
  const lab = await openLab();
  const sent = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`), { process: true });
  expect(sent.processing).toBe("running");
  expect(lab.box.sandbox.state.loris.uploads()[0]?.started).toBe(true);
});

it("waits for the pipeline, and not longer than it is told to", async () => {
  const lab = await openLab();
  const work = lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`), {
    process: "wait",
    pollMs: 10_000,
    processTimeoutMs: 60_000,
  });
  // The look-alike has no pipeline, so nothing ever ends there.
  const error = await failsWith(work, "net/timeout");
  expect(error.hint).toMatch(/has arrived/);
  expect(lab.box.waitedMs()).toBe(60_000);
});

it("gives the pipeline's end back", async () => {
  for (const [state, processing] of [
    ["SUCCESS", "done"],
    ["ERROR", "failed"],
  ] as const) {
    const lab = await openLab();
    const body = JSON.stringify({
      MriUploads: [{ MriUploadID: 124, Processes: [{ ID: "1", STATE: state }] }],
    });
    lab.box.sandbox.faults.add({
      method: "GET",
      path: "/processes",
      kind: "status",
      status: 200,
      body,
      skip: 2,
    });
    const path = await lab.archive(`${lab.start}.tar`);
    expect((await lab.visit.uploadDicoms(path, { process: "wait" })).processing).toBe(processing);
  }
});

it("sends nothing that LORIS would refuse", async () => {
  const lab = await openLab();
  await failsWith(lab.visit.uploadDicoms(await lab.archive("someone_else_V1.tar")), "input/invalid");
  const zip = await failsWith(lab.visit.uploadDicoms(await lab.archive(`${lab.start}.zip`)), "input/invalid");
  expect(zip.message).toMatch(/\.tar/);
  expect(zip.message).not.toContain(lab.start);
  await failsWith(lab.visit.uploadDicoms(await lab.archive(`${lab.start}".tar`)), "input/invalid");
  await failsWith(lab.visit.uploadDicoms(`/no/such/${lab.start}.tar`), "local/not-found");
  await failsWith(lab.visit.uploadDicoms(tmpdir(), { isPhantom: true }), "input/invalid");
  expect(posts(lab)).toBe(0);
});

it("only checks when it is told to", async () => {
  const lab = await openLab();
  const planned = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`), { dryRun: true });
  expect(planned).toMatchObject({ status: "planned", bytes: archiveBytes.length });
  expect(posts(lab)).toBe(0);
});

it("says that an archive is there already, without sending it again", async () => {
  const lab = await openLab();
  const path = await lab.archive(`${lab.start}.tar`);
  await lab.visit.uploadDicoms(path);
  const error = await failsWith(lab.visit.uploadDicoms(path), "remote/exists");
  expect(error.subject).toBe(`${lab.start}.tar`);
  expect(posts(lab)).toBe(1);
  const again = await lab.visit.uploadDicoms(path, { overwrite: true });
  expect(again.status).toBe("done");
  expect(lab.box.sandbox.state.loris.uploads()[0]).toMatchObject({ overwrite: true });
});

it("understands 409 where the list of uploads cannot be asked", async () => {
  const lab = await openLab();
  const path = await lab.archive(`${lab.start}.tar`);
  await lab.visit.uploadDicoms(path);
  lab.box.sandbox.faults.add({ path: "/processes", kind: "status", status: 403, times: 9 });
  await failsWith(lab.visit.uploadDicoms(path), "remote/exists");
  expect(posts(lab)).toBe(2);
});

for (const [what, status, body, code] of [
  ["a type that is not allowed", 403, '{"error":"File type not allowed"}', "remote/refused"],
  ["an account without the permission", 403, '{"error":"forbidden"}', "auth/forbidden"],
  [
    "another participant's name",
    400,
    '{"error":"File name and candidate information do not match"}',
    "remote/refused",
  ],
  ["a body that is too large", 413, "", "remote/refused"],
] as const) {
  it(`sends once, and says so, on ${what}`, async () => {
    const lab = await openLab();
    lab.box.sandbox.faults.add({ method: "POST", path: /\/dicoms$/, kind: "status", status, body, times: 9 });
    await failsWith(lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`)), code);
    expect(posts(lab)).toBe(1);
  });
}

for (const fault of [
  { kind: "reset", when: "after" },
  { kind: "status", status: 504, when: "after" },
] as const) {
  it(`does not send again what arrived before the answer was lost (${fault.kind})`, async () => {
    const lab = await openLab();
    lab.box.sandbox.faults.add({ method: "POST", path: /\/dicoms$/, ...fault });
    const sent = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`));
    expect(sent.status).toBe("done");
    expect(posts(lab)).toBe(1);
    expect(lab.box.sandbox.state.loris.uploads()).toHaveLength(1);
  });
}

it("sends again what did not arrive", async () => {
  const lab = await openLab();
  lab.box.sandbox.faults.add({ method: "POST", path: /\/dicoms$/, kind: "cutUploadAtPercent", percent: 50 });
  const sent = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`));
  expect(sent.status).toBe("done");
  expect(posts(lab)).toBe(2);
  expect(lab.box.sandbox.state.loris.uploads()).toMatchObject([{ sha256 }]);
});

it("does not guess where the server cannot say whether it has the archive", async () => {
  const lab = await openLab();
  lab.box.sandbox.faults.add({ path: "/processes", kind: "status", status: 403, times: 9 });
  lab.box.sandbox.faults.add({ method: "POST", path: /\/dicoms$/, kind: "reset", when: "after" });
  const error = await failsWith(lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`)), "net/reset");
  expect(error.retryable).toBe(false);
  expect(error.hint).toMatch(/look at the imaging uploader/);
  expect(posts(lab)).toBe(1);
});

it("logs in anew and sends again when the token ended during an upload", async () => {
  const lab = await openLab();
  lab.box.sandbox.faults.add({
    method: "POST",
    path: /\/dicoms$/,
    kind: "status",
    status: 401,
    body: '{"error":"unauthorized"}',
  });
  lab.box.sandbox.faults.add({ path: /\/projects\/$/, kind: "status", status: 401 });
  const sent = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`));
  expect(sent.status).toBe("done");
  expect(lab.box.logins()).toHaveLength(2);
});
