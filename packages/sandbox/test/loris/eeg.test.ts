import { expect, it } from "vitest";
import { startLorisTest } from "../support/loris-client.js";

it("links recordings to a path that is not there, and serves them and their tables below `recordings`", async () => {
  await using test = await startLorisTest({ study: { candidates: 1 } });
  const { Recordings } = (await test.client.ask("/projects/Pumpernickel/recordings")).json() as {
    Recordings: readonly { readonly Link: string }[];
  };
  const link = Recordings[0]?.Link ?? "";
  expect(link).toContain("/electrophysiology/");
  expect((await test.client.ask(link)).status).toBe(404);
  const working = link.replace("/electrophysiology/", "/recordings/");
  for (const part of ["", "/metadata", "/channels", "/electrodes", "/events"])
    expect((await test.client.ask(working + part)).status, part).toBe(200);
  for (const kind of ["channels", "electrodes", "events", "archive"]) {
    const file = await test.client.ask(`${working}/bidsfiles/${kind}`);
    expect([file.status, file.headers.get("content-type")]).toEqual([200, "recording/tsv"]);
  }
});
