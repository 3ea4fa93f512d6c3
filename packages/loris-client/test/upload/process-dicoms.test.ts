import type { TransferEvent } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openLab, type Lab } from "./support/open-lab.js";

/** Uploads an archive and gives what its processing is started with. */
async function uploaded(lab: Lab): Promise<[name: string, uploadId: string]> {
  const { id, uploadId = "" } = await lab.visit.uploadDicoms(await lab.archive(`${lab.start}.tar`));
  expect(uploadId).not.toBe("");
  return [id, uploadId];
}

it("starts the pipeline, and does not wait unless told to", async () => {
  const lab = await openLab();
  const [name, uploadId] = await uploaded(lab);
  expect(lab.box.sandbox.state.loris.uploads()[0]?.started).toBe(false);
  expect(await lab.visit.processDicoms(name, uploadId)).toBe("running");
  expect(lab.box.sandbox.state.loris.uploads()[0]?.started).toBe(true);
});

it("waits for the pipeline, says so once, and not longer than it is told to", async () => {
  const lab = await openLab();
  const events: TransferEvent[] = [];
  const [name, uploadId] = await uploaded(lab);
  const begunMs = lab.box.sandbox.clock.now();
  const work = lab.visit.processDicoms(name, uploadId, {
    wait: true,
    pollMs: 10_000,
    timeoutMs: 60_000,
    onEvent: (event) => events.push(event),
  });
  // The look-alike has no pipeline, so nothing ever ends there.
  const error = await failsWith(work, "net/timeout");
  expect(error.hint).toMatch(/has arrived/);
  expect(lab.box.waitedMs()).toBe(60_000);
  expect(events.map(({ type }) => type)).toEqual(["wait"]);
  const [told] = events;
  expect(told?.type === "wait" ? told.untilMs : 0).toBeGreaterThanOrEqual(begunMs + 60_000);
});

it("gives the pipeline's end back", async () => {
  for (const [state, processing] of [
    ["SUCCESS", "done"],
    ["ERROR", "failed"],
  ] as const) {
    const lab = await openLab();
    const [name, uploadId] = await uploaded(lab);
    lab.box.sandbox.faults.add({
      method: "GET",
      path: "/processes",
      kind: "status",
      status: 200,
      body: JSON.stringify({
        MriUploads: [{ MriUploadID: Number(uploadId), Processes: [{ ID: "1", STATE: state }] }],
      }),
      skip: 1,
    });
    expect(await lab.visit.processDicoms(name, uploadId, { wait: true })).toBe(processing);
    // The first question found nothing, so that one wait lay between.
    expect(lab.box.waitedMs()).toBe(10_000);
  }
});

it("says who may not start the pipeline", async () => {
  const lab = await openLab();
  const [name, uploadId] = await uploaded(lab);
  lab.box.sandbox.faults.add({ method: "POST", path: "/processes", kind: "status", status: 403 });
  await failsWith(lab.visit.processDicoms(name, uploadId), "auth/forbidden");
});
