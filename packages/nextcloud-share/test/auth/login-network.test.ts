import { expect, it } from "vitest";
import { loginFlowV2 } from "../../src/index.js";
import { brokenConnection, hookedFetch } from "../support/hooked-fetch.js";
import { openBox } from "../support/open-box.js";

it("a login goes on polling while the connection comes and goes", async () => {
  const hooked = hookedFetch();
  await using box = await openBox();
  let polls = 0;
  hooked.hook = (_method, url) => {
    if (!url.pathname.endsWith("/poll") || ++polls > 3) return Promise.resolve(undefined);
    return Promise.reject(brokenConnection());
  };
  const grant = await loginFlowV2({
    baseUrl: box.sandbox.url.nextcloud,
    userAgent: "Scanferry on lab-pc",
    now: () => box.sandbox.clock.now(),
    fetch: hooked.fetch,
    onLoginUrl: () => {
      box.sandbox.state.nextcloud.grantLogin();
    },
    sleep: () => Promise.resolve(),
  });
  expect(grant.username).toBe("researcher");
  expect(polls).toBe(4);
});

it("a login goes to https:// where http:// of the same host leads there", async () => {
  await using box = await openBox();
  const posts: string[] = [];
  const web: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (init?.method === "POST") posts.push(url.protocol);
    if (url.protocol === "http:")
      return new Response(null, {
        status: 301,
        headers: { location: `https://127.0.0.1${url.pathname}` },
      });
    return fetch(new URL(url.pathname + url.search, box.sandbox.url.nextcloud), init);
  };
  const grant = await loginFlowV2({
    baseUrl: "http://127.0.0.1",
    userAgent: "Scanferry on lab-pc",
    now: () => box.sandbox.clock.now(),
    fetch: web,
    onLoginUrl: () => {
      box.sandbox.state.nextcloud.grantLogin();
    },
    sleep: () => Promise.resolve(),
  });
  expect(grant.server).toBe("https://127.0.0.1");
  expect(new Set(posts)).toEqual(new Set(["https:"]));
});
