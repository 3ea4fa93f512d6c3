import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import {
  createHttp,
  isScanferryError,
  networkFromEnv,
  type Http,
  type NetworkOptions,
} from "../src/index.js";
import { makeCertificate } from "./support/make-certificate.js";
import { ProxyServer } from "./support/proxy-server.js";
import { buildForChild, type ChildBuild } from "./support/run-child.js";

const authority = makeCertificate("Scanferry test authority");
const leaf = makeCertificate("localhost", authority);
const answer = Buffer.alloc(300_000, "scan");

let secure: Server;
let plain: Server;
let https: string;
let plainUrl: string;
let client: Http;
let proxy: ProxyServer;

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

beforeAll(async () => {
  const handler: Parameters<typeof createHttpServer>[1] = (request, response) => {
    request.resume().on("end", () => response.end(answer));
  };
  secure = createHttpsServer(
    { cert: leaf.cert, key: leaf.key.export({ type: "pkcs8", format: "pem" }) },
    handler,
  );
  plain = createHttpServer(handler);
  https = `https://127.0.0.1:${String(await listen(secure))}`;
  plainUrl = `http://127.0.0.1:${String(await listen(plain))}`;
});
afterAll(() => {
  secure.close();
  plain.close();
});
beforeEach(async () => {
  proxy = await new ProxyServer("proxy-secret").listen();
});
afterEach(async () => {
  await client.close();
  await proxy.close();
});

function connect(baseUrl: string, network: NetworkOptions): Http {
  client = createHttp({ baseUrl, network, retries: 0 });
  return client;
}

/** Both ways out: an API call, a stream down and a stream up. */
async function allWays(http: Http): Promise<unknown[]> {
  const attempt = async (way: () => Promise<number>): Promise<unknown> =>
    way().catch((error: unknown) => error);
  async function* body(): AsyncGenerator<Uint8Array> {
    yield answer;
    await Promise.resolve();
  }
  return Promise.all([
    attempt(async () => (await http.api("GET", "/a")).text.length),
    attempt(async () => (await (await http.bytes("GET", "/a")).text(1e6)).length),
    attempt(
      async () =>
        (
          await (
            await http.bytes("PUT", "/a", { body: { lengthBytes: answer.length, source: body() } })
          ).text(1e6)
        ).length,
    ),
  ]);
}

const whole = [answer.length, answer.length, answer.length];

describe("certificates", () => {
  it("accepts an authority given as `ca` for calls and streams alike", async () => {
    expect(await allWays(connect(https, { ca: authority.cert }))).toEqual(whole);
  });

  it("refuses an unknown authority with net/tls and names NODE_EXTRA_CA_CERTS", async () => {
    for (const error of await allWays(connect(https, {}))) {
      expect(isScanferryError(error, "net/tls"), String(error)).toBe(true);
      expect((error as { hint: string }).hint).toContain("NODE_EXTRA_CA_CERTS");
    }
  });

  describe("from NODE_EXTRA_CA_CERTS", () => {
    let child: ChildBuild;
    let dir: string;
    beforeAll(async () => {
      child = await buildForChild("ca");
      dir = await mkdtemp(join(tmpdir(), "scanferry-ca-"));
      await writeFile(join(dir, "ca.pem"), authority.cert);
    });
    afterAll(async () => {
      await child.remove();
      await rm(dir, { recursive: true, force: true });
    });

    const script = (network: string): string => `
      import { createHttp } from "@scanferry/transfer";
      const http = createHttp({ baseUrl: ${JSON.stringify(https)}, retries: 0, network: ${network} });
      const attempt = (way) => way().catch((error) => error.code);
      const api = await attempt(async () => (await http.api("GET", "/a")).text.length);
      const bytes = await attempt(async () => (await (await http.bytes("GET", "/a")).text(1e6)).length);
      console.log(JSON.stringify({ api, bytes }));
      await http.close();
    `;

    it("is taken for calls and streams alike, directly and through a proxy", async () => {
      connect(https, {});
      const env = { NODE_EXTRA_CA_CERTS: join(dir, "ca.pem") };
      const throughProxy = JSON.stringify({ proxy: { https: proxy.url } });
      for (const network of ["{}", throughProxy]) {
        const { stdout, stderr } = await child.run(script(network), { env });
        expect(stderr).toBe("");
        expect(JSON.parse(stdout)).toEqual({ api: answer.length, bytes: answer.length });
      }
      expect(proxy.seen.length).toBeGreaterThan(0);
      const without = await child.run(script("{}"));
      expect(JSON.parse(without.stdout)).toEqual({ api: "net/tls", bytes: "net/tls" });
    });
  });
});

describe("proxies", () => {
  it("tunnels https through CONNECT with the proxy's password", async () => {
    const network = { ...networkFromEnv({ https_proxy: proxy.url }), ca: authority.cert };
    expect(await allWays(connect(https, network))).toEqual(whole);
    expect(proxy.seen.length).toBeGreaterThan(0);
    expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${new URL(https).host}`]));
  });

  it("sends plain http to the proxy as an absolute address", async () => {
    expect(await allWays(connect(plainUrl, networkFromEnv({ HTTP_PROXY: proxy.url })))).toEqual(whole);
    expect(proxy.seen.sort()).toEqual([`GET ${plainUrl}/a`, `GET ${plainUrl}/a`, `PUT ${plainUrl}/a`]);
  });

  it.each(["127.0.0.1", "*", "example.org, 127.0.0.1"])("asks hosts in NO_PROXY=%s directly", async (no) => {
    const network = {
      ...networkFromEnv({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, NO_PROXY: no }),
      ca: authority.cert,
    };
    expect(await allWays(connect(https, network))).toEqual(whole);
    expect(proxy.seen).toEqual([]);
  });

  it("says that the proxy refuses, and keeps its password out of the error", async () => {
    const wrong = proxy.url.replace("proxy-secret", "not-this-password");
    for (const error of await allWays(connect(https, { proxy: { https: wrong }, ca: authority.cert }))) {
      expect(isScanferryError(error, "net/unreachable"), inspect(error)).toBe(true);
      expect(inspect(error, { depth: 10 })).not.toContain("not-this-password");
    }
  });

  it("says that the proxy itself cannot be reached", async () => {
    const address = proxy.url;
    await proxy.close();
    for (const error of await allWays(connect(https, { proxy: { https: address } }))) {
      expect(isScanferryError(error, "net/unreachable"), inspect(error)).toBe(true);
    }
    proxy = await new ProxyServer().listen();
  });

  it("does not read the environment by itself", async () => {
    const before = process.env["HTTP_PROXY"];
    process.env["HTTP_PROXY"] = proxy.url;
    try {
      expect(await allWays(connect(plainUrl, {}))).toEqual(whole);
      expect(proxy.seen).toEqual([]);
    } finally {
      if (before === undefined) delete process.env["HTTP_PROXY"];
      else process.env["HTTP_PROXY"] = before;
    }
  });
});

describe("networkFromEnv", () => {
  it("lets the lower-case name win, falls back to ALL_PROXY, and gives nothing for an empty environment", () => {
    expect(networkFromEnv({})).toEqual({});
    expect(networkFromEnv({ https_proxy: "http://low", HTTPS_PROXY: "http://up" })).toEqual({
      proxy: { https: "http://low" },
    });
    expect(networkFromEnv({ ALL_PROXY: "http://all", no_proxy: "x" })).toEqual({
      proxy: { http: "http://all", https: "http://all", no: "x" },
    });
    expect(networkFromEnv({ HTTP_PROXY: " " })).toEqual({});
  });
});
