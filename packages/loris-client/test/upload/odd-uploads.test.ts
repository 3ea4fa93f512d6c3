import type { TransferEvent } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { failsWith } from "../helpers/fails-with.js";
import { openLab, posts } from "./support/open-lab.js";

it("says that an upload alone is refused, and sends it once, where the login is taken elsewhere", async () => {
  const lab = await openLab();
  lab.box.sandbox.faults.add({ method: "POST", path: /\/dicoms$/, kind: "status", status: 401, times: 9 });
  await failsWith(lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`)), "auth/forbidden");
  expect(posts(lab)).toBe(1);
  expect(lab.box.logins()).toHaveLength(1);
});

it("takes an archive of another visit for what it is, though its label begins alike", async () => {
  const lab = await openLab();
  for (const ending of ["0.tar", "a.tar.gz", "\u00e9.tar"]) {
    await failsWith(lab.visit.uploadDicoms(await lab.archive(`${lab.start}${ending}`)), "input/invalid");
  }
  for (const ending of ["_2.tar", "-b.tar.gz"]) {
    expect((await lab.visit.uploadDicoms(await lab.archive(`${lab.start}${ending}`))).status).toBe("done");
  }
  expect(posts(lab)).toBe(2);
});

it("does not take a server without the list of uploads for one without the archive", async () => {
  const lab = await openLab();
  // LORIS 23 knows v0.0.3 and no v0.0.4-dev.
  const body = '{"error":"Unsupported version"}';
  lab.box.sandbox.faults.add({ path: "/processes", kind: "status", status: 404, body, times: 99 });
  lab.box.sandbox.faults.add({ method: "POST", path: /\/dicoms$/, kind: "reset", when: "after" });
  const path = await lab.archive(`${lab.start}.tar`);
  const error = await failsWith(lab.visit.uploadDicoms(path), "net/reset");
  expect(error.hint).toMatch(/look at the imaging uploader/);
  expect(posts(lab)).toBe(1);
});

it("says that a pipeline cannot be started where the server has no list of uploads", async () => {
  const lab = await openLab();
  const body = '{"error":"Unsupported version"}';
  lab.box.sandbox.faults.add({ path: "/processes", kind: "status", status: 404, body, times: 99 });
  const events: TransferEvent[] = [];
  const sent = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`), {
    process: true,
    onEvent: (event) => events.push(event),
  });
  expect(sent).not.toHaveProperty("processing");
  expect(events.filter(({ type }) => type === "warning")).toHaveLength(1);
});
