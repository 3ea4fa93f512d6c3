import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { basename, dirname } from "node:path";
import type { TransferEvent } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { bytesOf, openLab, posts } from "./support/open-lab.js";

const sha256Of = (name: string): string => createHash("sha256").update(bytesOf(name)).digest("hex");

for (const [ending, type] of [
  [".tar", "application/x-tar"],
  [".tar.gz", "application/gzip"],
  ["_v2.tgz", "application/gzip"],
] as const) {
  it(`sends ${ending} whole as ${type}, and finds its number`, async () => {
    const lab = await openLab();
    const events: TransferEvent[] = [];
    const name = `${lab.start}${ending}`;
    const sha256 = sha256Of(name);
    const sent = await lab.visit.uploadDicoms(await lab.archive(name), {
      onEvent: (event) => events.push(event),
    });
    const [upload] = lab.box.sandbox.state.loris.uploads();
    expect(upload).toMatchObject({
      name,
      contentType: type,
      bytes: bytesOf(ending).length,
      sha256,
      overwrite: false,
      isPhantom: false,
    });
    expect(sent).toMatchObject({
      id: name,
      status: "done",
      action: "upload",
      bytes: bytesOf(ending).length,
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

it("looks at the first bytes: a name alone makes no archive", async () => {
  const lab = await openLab();
  const tar = bytesOf(".tar");
  for (const [ending, bytes] of [
    [".tgz", Buffer.from("x")],
    [".tgz", Buffer.alloc(0)],
    [".tar.gz", tar],
    [".tar", Buffer.alloc(1024)],
    [".tar", tar.subarray(0, 511)],
    [".tar", Buffer.concat([Buffer.from("X"), tar.subarray(1)])],
  ] as const) {
    const error = await failsWith(
      lab.visit.uploadDicoms(await lab.archive(`${lab.start}${ending}`, bytes)),
      "input/invalid",
    );
    expect(error.message).toMatch(/content/);
  }
  expect(posts(lab)).toBe(0);
});

it("takes what tar itself writes", async () => {
  const lab = await openLab();
  const path = await lab.archive(`${lab.start}.tar`);
  const gz = path.replace(/\.tar$/, "_2.tar.gz");
  for (const [flags, made] of [
    ["-cf", path.replace(/\.tar$/, "_1.tar")],
    ["-czf", gz],
  ] as const) {
    execFileSync("tar", [flags, made, basename(path)], { cwd: dirname(path) });
    expect((await lab.visit.uploadDicoms(made)).status).toBe("done");
  }
});

it("only checks when it is told to", async () => {
  const lab = await openLab();
  const planned = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`), { dryRun: true });
  expect(planned).toMatchObject({ status: "planned", bytes: bytesOf(".tar").length });
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
  expect(lab.box.sandbox.state.loris.uploads()).toMatchObject([{ sha256: sha256Of(".tar") }]);
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
