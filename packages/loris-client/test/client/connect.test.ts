import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ErrorCode } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { LorisClient } from "../../src/index.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { oddServer } from "../../../../tools/test-support/odd-server.js";
import { openBox } from "../helpers/open-box.js";

const auth = { username: "pat", password: "Secret-pass-1" };
const connectTo = (baseUrl: string): Promise<LorisClient> =>
  LorisClient.connect({ baseUrl, auth, retries: 0 });

it("finds v0.0.3 on a stock server and v0.0.3-dev on PREVENT-AD, by logging in", async () => {
  const stock = await openBox();
  expect((await stock.client()).version).toBe("v0.0.3");
  const legacy = await openBox({ dialect: "preventad" });
  expect((await legacy.client()).version).toBe("v0.0.3-dev");
  expect(legacy.logins().map(({ status }) => status)).toEqual([404, 200]);
});

for (const ending of ["", "/", "/api", "/api/", "/api/v0.0.4-dev", "/api/v0.0.4-dev/"]) {
  it(`takes an address that ends in “${ending}”`, async () => {
    const box = await openBox();
    const loris = await box.client({ baseUrl: `${box.sandbox.url.loris}${ending}` });
    expect(loris.baseUrl).toBe(box.sandbox.url.loris);
    expect(loris.version).toBe(ending.includes("v0.0.4") ? "v0.0.4-dev" : "v0.0.3");
  });
}

it("takes the version that was asked for, and no other", async () => {
  const box = await openBox();
  expect((await box.client({ apiVersion: "v0.0.4-dev" })).version).toBe("v0.0.4-dev");
  const error = await failsWith(box.client({ apiVersion: "v0.0.3-dev" }), "remote/not-found");
  expect(error.message).toMatch(/version of the API/);
  expect(box.logins().map(({ status }) => status)).toEqual([200, 404]);
});

it("refuses versions that are none, or two different ones", async () => {
  const box = await openBox();
  await failsWith(box.client({ apiVersion: "latest" }), "input/invalid");
  const baseUrl = `${box.sandbox.url.loris}/api/v0.0.3`;
  await failsWith(box.client({ baseUrl, apiVersion: "v0.0.4-dev" }), "input/invalid");
  await failsWith(box.client({ baseUrl: "loris.example.org" }), "input/invalid");
});

it("sends no password to an address that goes on behind the version", async () => {
  const box = await openBox();
  for (const ending of ["/api/v0.0.3/projects", "/api/v0.0.3//candidates/", "/API/v0.0.3-dev/login?a=b"]) {
    const error = await failsWith(
      box.client({ baseUrl: `${box.sandbox.url.loris}${ending}` }),
      "input/invalid",
    );
    expect(error.hint).toContain("root");
  }
  expect(box.sandbox.log.entries).toEqual([]);
  const loris = await box.client({ baseUrl: `${box.sandbox.url.loris}/api/v0.0.3/?lang=fr#top` });
  expect(loris.baseUrl).toBe(box.sandbox.url.loris);
});

it("asks with a token alone, without a login", async () => {
  const box = await openBox({ dialect: "preventad" });
  const { token } = await box.client();
  const before = box.logins().length;
  const loris = await box.client({ auth: { token } });
  expect(loris.version).toBe("v0.0.3-dev");
  expect(box.logins()).toHaveLength(before);
});

const others: readonly (readonly [
  what: string,
  status: number,
  body: string,
  code: ErrorCode,
  message: RegExp,
])[] = [
  [
    "another web server",
    404,
    "<html><title>404 Not Found</title></html>",
    "remote/not-found",
    /no LORIS at this address/,
  ],
  ["a LORIS of an unknown release", 404, '{"error":"Unsupported version"}', "remote/not-found", /known here/],
  ["a sign-in page", 200, '<!DOCTYPE html><form><input type="password"></form>', "auth/required", /web page/],
  ["a maintenance page", 503, "<html><body>Down for maintenance</body></html>", "remote/busy", /./],
  ["a server that fails", 500, "<!DOCTYPE html><html><body>Oops</body></html>", "remote/failed", /failed/],
  ["a server that sends something else", 200, "hello", "remote/failed", /not JSON/],
  [
    "a server whose answer lacks the token",
    200,
    '{"session":"x"}',
    "remote/failed",
    /the login.*field token/,
  ],
];
for (const [what, status, body, code, message] of others) {
  it(`knows ${what} from a LORIS`, async () => {
    const logins: string[] = [];
    const url = await oddServer((request, response) => {
      if (request.method === "POST") logins.push(request.url ?? "");
      response.writeHead(status).end(body);
    });
    const error = await failsWith(connectTo(url), code);
    expect(error.message).toMatch(message);
    expect(logins.length).toBe(status === 404 ? 3 : 1);
  });
}

it("knows an account that gets pages instead of data, right after the login", async () => {
  const url = await oddServer((request, response) => {
    if (request.url?.endsWith("/login") === true) response.end('{"token":"not-a-jwt"}');
    else
      response.writeHead(200, { "content-type": "text/html" }).end("<!DOCTYPE html><h1>Enter your code</h1>");
  });
  const error = await failsWith(connectTo(url), "auth/required");
  expect(error.hint).toMatch(/multi-factor/);
});

it("never sends a password to an address that leads to another server", async () => {
  const methods: string[] = [];
  const far = await oddServer((request, response) => {
    methods.push(request.method ?? "");
    response.end();
  });
  const near = await oddServer((request, response) => {
    methods.push(request.method ?? "");
    response.writeHead(302, { location: `${far}/welcome?secret=1` }).end();
  });
  const error = await failsWith(connectTo(near.replace("127.0.0.1", "localhost")), "input/invalid");
  expect(error.hint).toContain(far);
  expect(error.hint).not.toContain("secret");
  expect(methods).toEqual(["GET", "GET"]);
});

it("names the server that a login leads to, and does not follow", async () => {
  const seen: string[] = [];
  const url = await oddServer((request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
    if (request.method === "GET") response.writeHead(404).end();
    else response.writeHead(302, { location: "https://portal.example.org/sso?token=abc" }).end();
  });
  const error = await failsWith(connectTo(url), "input/invalid");
  expect(error.hint).toContain("https://portal.example.org");
  expect(error.hint).not.toContain("abc");
  expect(seen.filter((line) => line.startsWith("POST"))).toHaveLength(1);
});

it("goes to https before the password is sent, and says when no TLS answers there", async () => {
  const seen: string[] = [];
  const url = await oddServer((request, response) => {
    seen.push(request.method ?? "");
    // Plain HTTP answers a TLS greeting with something that is no TLS.
    response.writeHead(301, { location: `https://${request.headers.host ?? ""}${request.url ?? ""}` }).end();
  });
  const error = await failsWith(connectTo(url), "net/tls");
  expect(error.message).toMatch(/did not answer in TLS/);
  expect(seen).toEqual(["GET"]);
});

it("says that nobody listens, and that a port is closed to web clients", async () => {
  await failsWith(connectTo("http://127.0.0.1:9"), "input/invalid");
  const nobody = createServer();
  await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
  const { port } = nobody.address() as AddressInfo;
  await new Promise((resolve) => nobody.close(resolve));
  await failsWith(connectTo(`http://127.0.0.1:${String(port)}`), "net/unreachable");
});

it("keeps no cookies, so that a session of the server never serves two requests", async () => {
  const cookies: (string | undefined)[] = [];
  const url = await oddServer((request, response) => {
    cookies.push(request.headers.cookie);
    response.setHeader("set-cookie", "PHPSESSID=abc; path=/");
    if (request.url?.endsWith("/login") === true) response.end('{"token":"t"}');
    else response.end('{"Projects":{}}');
  });
  const loris = await connectTo(url);
  for await (const one of loris.projects()) throw new Error(one.name);
  await loris.close();
  expect(cookies.length).toBeGreaterThan(3);
  expect(cookies.every((cookie) => cookie === undefined)).toBe(true);
});
