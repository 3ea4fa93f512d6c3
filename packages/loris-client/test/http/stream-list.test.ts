import type { ServerResponse } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { connect } from "../../src/client/connect.js";
import { streamList } from "../../src/http/stream-list.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import type { Box } from "../helpers/open-box.js";
import { openBox } from "../helpers/open-box.js";

const study = { candidates: 40, visits: ["V1", "V2"] };
const path = "/projects/Pumpernickel/images";

async function linksOf(box: Box): Promise<unknown[]> {
  const ctx = await box.context();
  const values = await allOf(streamList(ctx, path, ["Images"]));
  return values.map(({ value }) => (value as { Link: unknown }).Link);
}

it("gives every element once, with its list and place", async () => {
  const box = await openBox({ study });
  const ctx = await box.context();
  const listed = await allOf(streamList(ctx, path, ["Images"]));
  expect(listed.map(({ list, key }) => [list, key])).toEqual(listed.map((_, index) => ["Images", index]));
  const expected = [...box.sandbox.state.loris.images()].map(({ link }) => link);
  expect(listed.map(({ value }) => (value as { Link: unknown }).Link)).toEqual(expected);
});

/** A server whose list breaks, once, when `cut` is called; what it had sent by then was `sent` elements. */
async function breakingList(first: readonly string[], sent: number, second: readonly string[]) {
  const elements = (links: readonly string[]): string =>
    links.map((link) => JSON.stringify({ Link: link })).join(",");
  const lists: ServerResponse[] = [];
  const baseUrl = await oddServer((request, response) => {
    if (request.url?.endsWith("/login") === true) response.end('{"token":"t"}');
    else if (request.url?.endsWith("/images") !== true) response.end("{}");
    else if (lists.push(response) === 1) response.write(`{"Images":[${elements(first.slice(0, sent))},`);
    else response.end(`{"Images":[${elements(second)}]}`);
  });
  const ctx = await connect({
    baseUrl,
    auth: { username: "pat", password: "pass" },
    sleep: () => Promise.resolve(),
  });
  onTestFinished(() => ctx.http.close());
  const read: unknown[] = [];
  const work = async (): Promise<unknown[]> => {
    for await (const { value } of streamList(ctx, path, ["Images"])) {
      if (read.push((value as { Link: unknown }).Link) === sent) lists[0]?.destroy();
    }
    return read;
  };
  return { work, read, requests: () => lists.length };
}

const links = Array.from({ length: 50 }, (_, index) => `/candidates/1/V1/images/${String(index)}.mnc`);

for (const sent of [1, 20, 49]) {
  it(`goes on where the list broke behind ${String(sent)} elements, without giving anything twice`, async () => {
    const { work, requests } = await breakingList(links, sent, links);
    expect(await work()).toEqual(links);
    expect(requests()).toBe(2);
  });
}

it("says so when the list changed in what was given out already", async () => {
  const { work, read } = await breakingList(links, 20, links.slice(1));
  const error = await failsWith(work(), "remote/conflict");
  expect(error.retryable).toBe(true);
  expect(read).toEqual(links.slice(0, 20));
});

it("says so when the list became shorter than what was given out already", async () => {
  const { work } = await breakingList(links, 20, links.slice(0, 5));
  await failsWith(work(), "remote/conflict");
});

it("repeats a list that was refused for now, and not one that is refused", async () => {
  const box = await openBox({ study });
  box.sandbox.faults.add({ path: "/images", kind: "status", status: 503 });
  expect((await linksOf(box)).length).toBeGreaterThan(0);
  box.sandbox.faults.add({
    path: "/images",
    kind: "status",
    status: 403,
    body: '{"error":"forbidden"}',
    times: 9,
  });
  const before = box.sandbox.log.entries.length;
  await failsWith(linksOf(box), "auth/forbidden");
  expect(box.sandbox.log.entries.slice(before).filter((one) => one.path.endsWith("/images"))).toHaveLength(1);
});

it("knows a web page from a list", async () => {
  const box = await openBox({ study });
  box.sandbox.faults.add({ path: "/images", kind: "html" });
  const error = await failsWith(linksOf(box), "auth/required");
  expect(error.message).toMatch(/web page/);
});

it("frees its connection when nobody reads on", async () => {
  const box = await openBox({ study });
  const ctx = await box.context();
  for await (const { key } of streamList(ctx, path, ["Images"])) {
    expect(key).toBe(0);
    break;
  }
  expect((await allOf(streamList(ctx, path, ["Images"]))).length).toBeGreaterThan(100);
});
