import { expect, it } from "vitest";
import { failsWith } from "../support/fails.js";
import { brokenConnection, hookedFetch } from "../support/hooked-fetch.js";
import { NextcloudClient } from "../../src/index.js";
import type { ConnectOptions } from "../../src/client/connect.js";
import { openBox } from "../support/open-box.js";

const openOther = (options: ConnectOptions): Promise<NextcloudClient> =>
  NextcloudClient.connect({ ...options, fetch });

it("removes the link that a request given up for lost made late, and no other", async () => {
  const hooked = hookedFetch();
  await using box = await openBox({}, { fetch: hooked.fetch });
  const { nextcloud } = box.sandbox.state;
  await nextcloud.putFile("/a.zip", "zip");
  const old = await box.cloud.shares.create({ path: "a.zip", label: "old" });
  let late: (() => Promise<Response>) | undefined;
  hooked.hook = async (method, _url, pass) => {
    if (method !== "POST") return undefined;
    if (late === undefined) {
      late = pass;
      throw brokenConnection();
    }
    const answer = await pass();
    await late();
    return answer;
  };
  const made = await box.cloud.shares.create({ path: "a.zip", label: "new", ifExists: "add" });
  expect(made.created).toBe(true);
  expect(made.others.map((share) => share.id)).toEqual([old.share.id]);
  expect(
    nextcloud
      .shares()
      .map((share) => share.token)
      .sort(),
  ).toEqual([old.share.token, made.share.token].sort());
  expect(nextcloud.files().map((file) => file.path)).toEqual(["/a.zip"]);
});

it("reports a link with other settings that appeared meanwhile, and leaves it", async () => {
  const hooked = hookedFetch();
  await using box = await openBox({}, { fetch: hooked.fetch });
  const { nextcloud } = box.sandbox.state;
  await nextcloud.putFile("/a.zip", "zip");
  await using other = await openOther(box.options);
  let posts = 0;
  hooked.hook = async (method, _url, pass) => {
    if (method !== "POST") return undefined;
    posts += 1;
    if (posts === 1) throw brokenConnection();
    const answer = await pass();
    await other.shares.create({ path: "a.zip", label: "somebody's", ifExists: "add" });
    return answer;
  };
  const made = await box.cloud.shares.create({ path: "a.zip", label: "ours" });
  expect(made.others.map((share) => share.label)).toEqual(["somebody's"]);
  expect(nextcloud.shares()).toHaveLength(2);
});

it("looks for a late link before it asks again after a wait at the limit", async () => {
  const hooked = hookedFetch();
  await using box = await openBox({}, { fetch: hooked.fetch });
  const { nextcloud } = box.sandbox.state;
  await nextcloud.putFile("/a.zip", "zip");
  let late: (() => Promise<Response>) | undefined;
  let posts = 0;
  hooked.hook = async (method, _url, pass) => {
    if (method !== "POST") return undefined;
    posts += 1;
    if (posts === 1) {
      late = pass;
      throw brokenConnection();
    }
    if (posts > 2) return undefined;
    await late?.();
    return new Response("", { status: 429, headers: { "content-type": "text/html" } });
  };
  const made = await box.cloud.shares.create({ path: "a.zip" });
  expect(nextcloud.shares().map((share) => share.token)).toEqual([made.share.token]);
  expect(posts).toBe(2);
  await failsWith(box.cloud.shares.create({ path: "a.zip", ifExists: "refuse" }), "remote/exists");
});
