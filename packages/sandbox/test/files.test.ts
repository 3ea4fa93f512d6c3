import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../src/index.js";
import { client } from "./support/client.js";

const FILES = "/remote.php/dav/files/researcher";
const SHARES = "/apps/files_sharing/api/v1/shares";

describe("files", () => {
  it("stores nothing of a body that is sent chunked, unless nginx collects it", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const { appPassword } = sandbox.credentials.nextcloud;
    const put = (): Promise<number> =>
      new Promise((resolve, reject) => {
        const request = httpRequest(`${sandbox.url.nextcloud}${FILES}/s.bin`, {
          method: "PUT",
          auth: `researcher:${appPassword}`,
          headers: { "transfer-encoding": "chunked" },
        });
        request.on("error", reject);
        request.on("response", (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        request.end(Buffer.alloc(5000));
      });
    expect(await put()).toBe(201);
    expect(sandbox.state.nextcloud.files()[0]?.sizeBytes).toBe(0);
    sandbox.state.nextcloud.settings.requestBuffering = true;
    expect(await put()).toBe(204);
    expect(sandbox.state.nextcloud.files()[0]?.sizeBytes).toBe(5000);
  });

  it("keeps a link alive over overwriting and moving, and kills it with the file", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const cloud = client(sandbox);
    await cloud.put("/a.zip", "one");
    const { token, id } = await cloud.share("/a.zip");
    const fetched = async (): Promise<string> =>
      (await cloud.get(`/public.php/dav/files/${token}`, { login: ["", ""] })).text();
    await cloud.put("/a.zip", "two");
    expect(await fetched()).toBe("two");
    await cloud.request("MOVE", `${FILES}/a.zip`, {
      headers: { destination: `${sandbox.url.nextcloud}${FILES}/b.zip` },
    });
    expect(await fetched()).toBe("two");
    await cloud.request("DELETE", `${FILES}/b.zip`);
    expect((await cloud.get(`/s/${token}`)).status).toBe(404);
    expect((await cloud.ocs("GET", `${SHARES}/${id}`)).status).toBe(404);
    expect(sandbox.state.nextcloud.shares()).toEqual([]);
  });

  it("counts the trashbin against the quota until it is emptied", async () => {
    await using sandbox = await startSandbox({ nextcloud: { quotaBytes: 1000 } });
    const cloud = client(sandbox);
    expect((await cloud.put("/a.bin", Buffer.alloc(800))).status).toBe(201);
    await cloud.request("DELETE", `${FILES}/a.bin`);
    expect((await cloud.put("/b.bin", Buffer.alloc(800))).status).toBe(507);
    expect(sandbox.state.nextcloud.usedBytes()).toBe(800);
    expect((await cloud.request("DELETE", "/remote.php/dav/trashbin/researcher/trash")).status).toBe(204);
    expect((await cloud.put("/b.bin", Buffer.alloc(800))).status).toBe(201);
  });

  it("hashes what is stored on request, by any name that PHP knows", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const cloud = client(sandbox);
    await cloud.put("/a.bin", "123456789", { "oc-checksum": "SHA1:wrong" });
    const hash = async (name: string): Promise<string | null> =>
      (
        await cloud.request("PATCH", `${FILES}/a.bin`, { headers: { "x-recalculate-hash": name } })
      ).headers.get("oc-checksum");
    // The check values of the catalog of CRC algorithms; PHP prints the bzip2 one byte by byte from the end.
    expect(await hash("crc32b")).toBe("CRC32B:cbf43926");
    expect(await hash("crc32")).toBe("CRC32:181989fc");
    expect(await hash("adler32")).toBe("ADLER32:091e01de");
    expect(await hash("sha256")).toBe(`SHA256:${createHash("sha256").update("123456789").digest("hex")}`);
    expect(sandbox.state.nextcloud.files()[0]?.checksum).toMatch(/^SHA256:/);
  });

  it("answers ranges, If-Range and 416", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const cloud = client(sandbox);
    const etag = (await cloud.put("/a.bin", "0123456789")).headers.get("etag") ?? "";
    const get = async (headers: Record<string, string>): Promise<[number, string]> => {
      const answer = await cloud.get(`${FILES}/a.bin`, { headers });
      return [answer.status, await answer.text()];
    };
    expect(await get({ range: "bytes=4-" })).toEqual([206, "456789"]);
    expect(await get({ range: "bytes=-3" })).toEqual([206, "789"]);
    expect(await get({ range: "bytes=4-5", "if-range": etag })).toEqual([206, "45"]);
    expect(await get({ range: "bytes=4-5", "if-range": '"other"' })).toEqual([200, "0123456789"]);
    expect((await get({ range: "bytes=10-" }))[0]).toBe(416);
    expect(await get({ "if-none-match": etag })).toEqual([304, ""]);
  });

  it("frees the lock of a client that dies in the middle of its upload, and keeps nothing of it", async () => {
    await using sandbox = await startSandbox({ nextcloud: true });
    const { port } = new URL(sandbox.url.nextcloud);
    const login = Buffer.from(`researcher:${sandbox.credentials.nextcloud.appPassword}`).toString("base64");
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      `PUT ${FILES}/a.bin HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ${login}\r\nContent-Length: 1000000\r\n\r\n`,
    );
    socket.write(Buffer.alloc(1000));
    await expect.poll(() => sandbox.state.nextcloud.lockCount).toBe(1);
    expect((await client(sandbox).put("/a.bin", "x")).status).toBe(423);
    socket.resetAndDestroy();
    await expect.poll(() => sandbox.state.nextcloud.lockCount).toBe(0);
    expect(sandbox.state.nextcloud.files()).toEqual([]);
    expect((await client(sandbox).put("/a.bin", "x")).status).toBe(201);
  });

  it("joins chunks in natural order and answers 423, then 404, to a MOVE that is repeated while it works", async () => {
    await using sandbox = await startSandbox({ nextcloud: { assembleMs: 150 } });
    const cloud = client(sandbox);
    const upload = "/remote.php/dav/uploads/researcher/up-1";
    await cloud.request("MKCOL", upload);
    for (const name of ["10", "9", "8"]) await cloud.request("PUT", `${upload}/${name}`, { body: name });
    const move = (): Promise<Response> =>
      cloud.request("MOVE", `${upload}/.file`, {
        headers: { destination: `${sandbox.url.nextcloud}${FILES}/a.bin` },
      });
    const first = move();
    await expect.poll(() => sandbox.state.nextcloud.lockCount).toBe(1);
    expect((await move()).status).toBe(423);
    expect((await first).status).toBe(201);
    expect((await move()).status).toBe(404);
    expect((await sandbox.state.nextcloud.readFile("/a.bin")).toString()).toBe("8910");
  });

  it("keeps only size and digests of bodies beyond the limit, uploaded whole or in chunks", async () => {
    await using sandbox = await startSandbox({ nextcloud: { storeBytesLimit: 1000 } });
    const cloud = client(sandbox);
    const data = randomBytes(1500);
    const sha256 = createHash("sha256").update(data).digest("hex");
    const put = await cloud.put("/a.bin", data, { "x-hash": "sha256" });
    expect(put.headers.get("x-hash-sha256")).toBe(sha256);
    const upload = "/remote.php/dav/uploads/researcher/up-1";
    await cloud.request("MKCOL", upload);
    await cloud.request("PUT", `${upload}/00001`, { body: data.subarray(0, 900) });
    await cloud.request("PUT", `${upload}/00002`, { body: data.subarray(900) });
    await cloud.request("MOVE", `${upload}/.file`, {
      headers: { destination: `${sandbox.url.nextcloud}${FILES}/b.bin` },
    });
    for (const name of ["a.bin", "b.bin"]) {
      const hashed = await cloud.request("PATCH", `${FILES}/${name}`, {
        headers: { "x-recalculate-hash": "sha256" },
      });
      expect(hashed.headers.get("oc-checksum")).toBe(`SHA256:${sha256}`);
      expect((await cloud.get(`${FILES}/${name}`)).status).toBe(503);
    }
  });
});
