import { inspect } from "node:util";
import { describe, expect, it } from "vitest";

import { createHttp, isScanferryError, redact, type Http, type HttpOptions } from "../src/index.js";
import { fails } from "./support/fails.js";
import { serve } from "./support/test-server.js";
import { client, closeLater, http, secret, server, site, useHttp } from "./support/use-http.js";

useHttp();

describe("secrets", () => {
  const token = "super-secret-token";

  it("appear in no error, its causes, its JSON or the log, whatever fails", async () => {
    const lines: string[] = [];
    const options: Partial<HttpOptions> = {
      log: (line, request) => lines.push(`${line} ${String(request?.path)}`),
      headers: { cookie: "JSESSIONID=session-secret" },
      retries: 0,
    };
    const gone = await serve(() => undefined);
    await gone.close();
    const errors: unknown[] = [];
    const collect = async (made: Http): Promise<void> => {
      errors.push(await fails(made.api("GET", "/x", { query: { token } })));
      errors.push(await fails(made.bytes("GET", "/x", { query: { token } })));
    };
    await collect(client({ ...options, baseUrl: gone.url }));
    site.handler = (request) => request.socket.destroy();
    await collect(client(options));
    // undici quotes a header value that it refuses.
    await collect(client({ ...options, authorization: "Bearer broken\nheader-secret" }));
    await collect(
      client({
        ...options,
        network: { proxy: { http: `http://user:proxy-secret@${new URL(gone.url).host}` } },
      }),
    );
    const text = [
      ...errors.map((error) => inspect(error, { depth: 12, showHidden: true }) + JSON.stringify(error)),
      ...lines,
    ].join("\n");
    expect(
      errors.every((error) => isScanferryError(error)),
      text,
    ).toBe(true);
    for (const hidden of [
      token,
      "correct-horse",
      secret,
      secret.slice(6),
      "session-secret",
      "header-secret",
      "proxy-secret",
    ]) {
      expect(text).not.toContain(hidden);
    }
    expect(lines.length).toBeGreaterThan(4);
    // The path, and no query.
    for (const line of lines) expect(line).toMatch(/ \/(?:\S+\/)?x$/);
  });

  it("are refused in the address", () => {
    const make = (): unknown => createHttp({ baseUrl: "https://jane:secret@example.org" });
    expect(make).toThrow(expect.objectContaining({ code: "input/invalid" }) as Error);
    expect(make).not.toThrow(/secret@/);
    expect(() => createHttp({ baseUrl: "ftp://example.org" })).toThrow("web address");
  });

  it("are blanked by redact in every form", () => {
    const text = redact("GET https://u:p%40ss@h/a?token=abc&n=1 Bearer abcdef.123 p@ss p%40ss", ["p@ss"]);
    expect(text).toBe("GET https://[hidden]@h/a?token=[hidden]&n=[hidden] Bearer [hidden] [hidden] [hidden]");
  });
});

describe("redirects", () => {
  it("are followed with the login on the same origin and without it elsewhere", async () => {
    const other = await serve((_, response) => response.end("other"));
    closeLater(() => other.close());
    site.handler = (request, response) => {
      if (request.url === "/away") response.writeHead(302, { location: `${other.url}/x` }).end();
      else if (request.url === "/near") response.writeHead(307, { location: "/here" }).end();
      else response.end("here");
    };
    const own = { headers: { "x-api-key": "mine", range: "bytes=0-" } };
    expect((await http.api("GET", "/near", own)).text).toBe("here");
    expect(server.seen.at(-1)?.headers.authorization).toBe(secret);
    expect((await http.api("GET", "/away", own)).text).toBe("other");
    expect(await (await http.bytes("GET", "/away", own)).text()).toBe("other");
    for (const { headers } of other.seen) {
      expect(headers.authorization).toBeUndefined();
      expect(headers["x-api-key"]).toBeUndefined();
      expect(headers.range).toBe("bytes=0-");
    }
    expect(other.seen).toHaveLength(2);
  });

  it("of writing requests and endless ones are given to the caller", async () => {
    site.handler = (_, response) => response.writeHead(301, { location: "/again" }).end();
    expect((await http.api("PUT", "/x", { body: "a" })).status).toBe(301);
    expect((await http.api("GET", "/x")).status).toBe(301);
    expect((await http.bytes("GET", "/x")).status).toBe(301);
    expect(server.seen.length).toBeLessThan(15);
  });

  it("never send the login to an absolute address of another origin", async () => {
    const other = await serve((_, response) => response.end("other"));
    closeLater(() => other.close());
    await http.api("GET", `${other.url}/x`);
    await (await http.bytes("GET", new URL(`${other.url}/x`))).dump();
    expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  });
});
