import { expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
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

it("counts what is stored as stored, though the question for its number fails or is interrupted", async () => {
  for (const how of ["fails", "is interrupted"]) {
    const stop = new AbortController();
    const lab = await openLab({ retries: 0 });
    lab.box.sandbox.faults.add({
      path: "/processes",
      kind: "status",
      status: 503,
      skip: 1,
      times: 9,
    });
    const sent = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`), {
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === "result" && how === "is interrupted") stop.abort();
      },
    });
    expect(sent.status).toBe("done");
    expect(sent).not.toHaveProperty("uploadId");
    expect(lab.box.sandbox.state.loris.uploads()).toHaveLength(1);
  }
});
