import { ScanferryError } from "@scanferry/transfer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutIntoChunks } from "../../src/chunked/cut-into-chunks.js";
import { chunkName, chunkSize } from "../../src/chunked/chunk-plan.js";
import { baseName, encodePath, parentOf, remotePath } from "../../src/http/encode-path.js";
import { rootAddress } from "../../src/http/root-address.js";
import { parsePublicLink, publicLink } from "../../src/shares/public-link.js";
import { readMultistatus } from "../../src/webdav/multistatus.js";
import { toRemoteEntry } from "../../src/webdav/remote-entry.js";
import { failsWith } from "../support/fails.js";

const MiB = 1024 * 1024;
// eslint-disable-next-line no-control-regex -- the characters that must be refused
const unsafe = /[\u0000-\u001f\u007f\\]/;
const segment = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((text) => !text.includes("/") && !unsafe.test(text) && text !== "." && text !== "..");

describe("a remote path", () => {
  it("comes back from a URL as it was", () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        const path = remotePath(`/${segments.join("//")}/`);
        const url = new URL(`https://cloud.example.org/remote.php/dav/files/me/${encodePath(path)}`);
        const decoded = url.pathname.split("/").slice(5).map(decodeURIComponent).join("/");
        expect(decoded).toBe(path);
        expect(url.search + url.hash).toBe("");
        expect([parentOf(path), baseName(path)].filter((part) => part !== "").join("/")).toBe(path);
      }),
    );
  });

  it("is refused when it climbs or holds control characters", () => {
    for (const path of ["../a", "a/../b", "./a", "a\\b", "a\nb", "a\u0000b", "a\u007fb"])
      expect(() => remotePath(path)).toThrow(ScanferryError);
  });
});

describe("the root of a Nextcloud", () => {
  it.each([
    ["https://cloud.example.org/", "https://cloud.example.org"],
    ["https://example.org/nextcloud/index.php/apps/files/files?dir=/x", "https://example.org/nextcloud"],
    ["https://example.org/nextcloud/remote.php/dav/files/me/", "https://example.org/nextcloud"],
    [" https://cloud.example.org/s/AbC ", "https://cloud.example.org"],
    ["https://apps.example.org/login?x=1", "https://apps.example.org"],
  ])("is found in %s", (address, root) => {
    expect(rootAddress(address)).toBe(root);
  });
});

describe("a public link", () => {
  it("comes apart as it was made", () => {
    const host = fc.constantFrom(
      "https://cloud.example.org",
      "http://127.0.0.1:8080",
      "https://example.org/sub/folder",
    );
    fc.assert(
      fc.property(host, fc.stringMatching(/^[A-Za-z0-9-]{1,32}$/), (base, token) => {
        const url = publicLink({ baseUrl: "https://inner", publicBaseUrl: base }, token, "https://wrong/s/x");
        expect(parsePublicLink(url)).toEqual({ base, token });
      }),
    );
  });
});

describe("chunks", () => {
  it("hold every byte once and in order, whatever the pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        async (pieces, size) => {
          const whole = Buffer.concat(pieces);
          const found: Buffer[] = [];
          let number = 0;
          for await (const chunk of cutIntoChunks(of(pieces), size)) {
            number += 1;
            expect(chunk.number).toBe(number);
            found.push(Buffer.from(chunk.bytes));
          }
          expect(Buffer.concat(found).equals(whole)).toBe(true);
          expect(found.slice(0, -1).every((chunk) => chunk.byteLength === size)).toBe(true);
          expect(found).toHaveLength(Math.max(1, Math.ceil(whole.byteLength / size)));
        },
      ),
    );
  });

  it("keep two buffers apart, so that one may travel while the next is read", async () => {
    const all = cutIntoChunks(of([Buffer.from("aabbcc")]), 2);
    const texts: string[] = [];
    let previous: Uint8Array | undefined;
    for await (const { bytes } of all) {
      // The one before is still whole while this one is there.
      texts.push(Buffer.from(previous ?? []).toString());
      previous = bytes;
    }
    expect(texts).toEqual(["", "aa", "bb"]);
  });

  it("are as large as the server takes and as 10,000 of them need", () => {
    const ctx = (
      max_size?: number,
    ): { capabilities: { files: { chunked_upload: { max_size?: number } } } } => ({
      capabilities: { files: { chunked_upload: max_size === undefined ? {} : { max_size } } },
    });
    expect(chunkSize(ctx(), 200 * MiB)).toBe(10 * MiB);
    expect(chunkSize(ctx(), 200 * MiB, 1)).toBe(5 * MiB);
    expect(chunkSize(ctx(8 * MiB), 200 * MiB, 50 * MiB)).toBe(8 * MiB);
    expect(chunkSize(ctx(0), 200 * MiB, 50 * MiB)).toBe(50 * MiB);
    expect(chunkSize(ctx(100 * MiB), 500_000 * MiB)).toBe(50 * MiB);
    expect(() => chunkSize(ctx(10 * MiB), 500_000 * MiB)).toThrow(ScanferryError);
    expect([chunkName(1), chunkName(10_000)]).toEqual(["00001", "10000"]);
    expect(() => chunkName(10_001)).toThrow(ScanferryError);
  });
});

describe("a multistatus answer", () => {
  const answer = (inner: string): string =>
    `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns">${inner}</d:multistatus>`;

  it("gives found properties with decoded paths, in lower-case hex as Nextcloud writes it", async () => {
    const [resource] = await readMultistatus(
      answer(
        "<d:response><d:href>/nc/remote.php/dav/files/me/Gr%c3%b6%c3%9fe%2b%23.zip</d:href><d:propstat><d:prop><d:resourcetype/><d:getcontentlength>12</d:getcontentlength><d:getetag>&quot;abc&quot;</d:getetag><oc:fileid>0815</oc:fileid><oc:checksums><oc:checksum>SHA1:aa MD5:bb</oc:checksum></oc:checksums></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat><d:propstat><d:prop><oc:size/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>",
      ),
    );
    expect(resource?.path).toBe("/nc/remote.php/dav/files/me/Größe+#.zip");
    expect(toRemoteEntry(resource ?? { path: "", props: {} }, "/remote.php/dav/files/me")).toMatchObject({
      path: "Größe+#.zip",
      kind: "file",
      sizeBytes: 12,
      etag: "abc",
      fileId: "0815",
      checksums: ["SHA1:aa", "MD5:bb"],
    });
  });

  it("does not take missing properties for found ones", async () => {
    const [resource] = await readMultistatus(
      answer(
        "<d:response><d:href>/a</d:href><d:propstat><d:prop><d:getcontentlength/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>",
      ),
    );
    expect(resource?.props).toEqual({});
  });

  it("is an error when it is anything else", async () => {
    for (const text of [
      "",
      "<html><body>Sign in</body></html>",
      "{}",
      "<d:multistatus",
      answer("<d:response/>"),
    ])
      await failsWith(readMultistatus(text), "remote/failed");
    expect(await readMultistatus(answer(""))).toEqual([]);
  });
});

async function* of(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield* pieces;
}
