import { expect, it } from "vitest";
import type { Opened } from "@scanferry/transfer";
import { openFile } from "../../src/http/open-file.js";
import { bytesOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { openBox } from "../helpers/open-box.js";

const signal = new AbortController().signal;
const study = { candidates: 1, visits: ["V1"], scanTypes: ["t1"], imageBytes: 50_000 };

async function bodyOf(opened: Promise<Opened>): Promise<Buffer> {
  const answer = await opened;
  if (answer.status === "unchanged") throw new Error("there is no body");
  return bytesOf(answer.body);
}

async function oneImage(dialect: "v28" | "preventad") {
  const box = await openBox({ dialect, study });
  const ctx = await box.context();
  const [image] = box.sandbox.state.loris.images();
  if (image === undefined) throw new Error("the study is empty");
  return { box, ctx, image, open: openFile(ctx, image.link) };
}

for (const dialect of ["v28", "preventad"] as const) {
  it(`knows its ETag again, unquoted, on ${dialect}`, async () => {
    const { open, box, image } = await oneImage(dialect);
    const first = await open({ fromByte: 0, signal });
    if (first.status === "unchanged") throw new Error("an unasked “unchanged”");
    expect(first.etag).toMatch(/^[0-9a-f]{32}$/);
    expect((await bytesOf(first.body)).byteLength).toBe(first.sizeBytes);
    const knownEtag = first.etag ?? "";
    expect(await open({ fromByte: 0, knownEtag, signal })).toEqual({ status: "unchanged" });
    box.sandbox.state.loris.touchImage(image.link);
    expect((await open({ fromByte: 0, knownEtag, signal })).status).toBe("full");
  });

  it(`begins anew instead of continuing, because ${dialect} has no ranges for images`, async () => {
    const { open, box } = await oneImage(dialect);
    const first = await open({ fromByte: 0, signal });
    const whole = await bodyOf(Promise.resolve(first));
    const knownEtag = first.status === "unchanged" ? "" : (first.etag ?? "");
    const again = await open({ fromByte: 1000, knownEtag, signal });
    expect(again.status).toBe("full");
    expect((await bodyOf(Promise.resolve(again))).equals(whole)).toBe(true);
    expect(box.sandbox.log.entries.every(({ range }) => range === undefined)).toBe(true);
  });
}

it("asks without a condition again where v28 answers 500 to one for a missing file", async () => {
  const { open, box, image } = await oneImage("v28");
  box.sandbox.state.loris.removeFile(image.link);
  const before = box.sandbox.log.entries.length;
  const error = await failsWith(
    open({ fromByte: 0, knownEtag: "0123456789abcdef0123456789abcdef", signal }),
    "remote/not-found",
  );
  expect(error.subject).toBe(image.link);
  expect(error.message).not.toContain(image.name);
  expect(box.sandbox.log.entries.slice(before).map(({ status }) => status)).toEqual([500, 404]);
});

it("sends no condition where an ETag means nothing", async () => {
  const { ctx, image } = await oneImage("v28");
  const first = await openFile(ctx, image.link)({ fromByte: 0, signal });
  const knownEtag = first.status === "unchanged" ? "" : (first.etag ?? "");
  await bodyOf(Promise.resolve(first));
  const open = openFile(ctx, image.link, { conditional: false });
  expect((await bodyOf(open({ fromByte: 0, knownEtag, signal }))).byteLength).toBeGreaterThan(0);
});

it("never takes a web page for an image", async () => {
  const { open, box } = await oneImage("v28");
  box.sandbox.faults.add({ path: "/images/", kind: "html" });
  await failsWith(open({ fromByte: 0, signal }), "auth/required");
  box.sandbox.faults.add({
    path: "/images/",
    kind: "status",
    status: 200,
    headers: { "content-type": "application/octet-stream" },
    body: "\uFEFF <!-- x --><HTML><title>LORIS</title>",
  });
  await failsWith(open({ fromByte: 0, signal }), "auth/required");
});

it("takes a JSON file for what it is, though PREVENT-AD calls it text/html", async () => {
  const box = await openBox({ dialect: "preventad", study });
  const ctx = await box.context();
  const text = await bodyOf(
    openFile(ctx, "/projects/loris/bids/dataset_description.json")({ fromByte: 0, signal }),
  );
  expect(JSON.parse(text.toString("utf8"))).toMatchObject({ BIDSVersion: expect.any(String) as string });
});

it("tells 403 from what is missing", async () => {
  const { open, box, image } = await oneImage("v28");
  box.sandbox.state.loris.restrict(image.candidate);
  const error = await failsWith(open({ fromByte: 0, signal }), "auth/forbidden");
  expect(error.retryable).toBe(false);
});
