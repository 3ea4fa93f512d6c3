import fc from "fast-check";
import { isScanferryError } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { apiPath } from "../../src/http/api-path.js";
import { linkPath } from "../../src/http/link-path.js";

const right: readonly (readonly [link: string, path: string])[] = [
  ["/candidates/1/V1/images/a.mnc", "/candidates/1/V1/images/a.mnc"],
  // Data releases come without the slash in front (PREVENT-AD).
  ["projects/loris/data_releases/r 1.zip", "/projects/loris/data_releases/r%201.zip"],
  // No release from 23 to 28 answers at /electrophysiology/.
  ["/candidates/1/V1/electrophysiology/e.edf", "/candidates/1/V1/recordings/e.edf"],
  ["/candidates/1/V1/images/electrophysiology", "/candidates/1/V1/images/electrophysiology"],
  ["/candidates/1/V1/images/50%_?#&é.mnc", "/candidates/1/V1/images/50%25_%3F%23%26%C3%A9.mnc"],
  ["/candidates/1/V1/images/%2e%2e", "/candidates/1/V1/images/%252e%252e"],
];
for (const [link, path] of right) {
  it(`makes ${path} of the link ${link}`, () => {
    expect(linkPath(link)).toBe(path);
  });
}

const wrong = [
  "https://evil.example.org/x",
  "//evil.example.org/x",
  "file:/etc/passwd",
  "/candidates/../../etc/passwd",
  "/candidates/1/./x",
  "/candidates/1/a\\..\\b",
  "/candidates/1/a\u0000b",
  "/candidates/1/a\r\nb",
  "/candidates/1/\ud800",
  "",
  "///",
];
for (const link of wrong) {
  it(`refuses the link ${JSON.stringify(link)}`, () => {
    expect(() => linkPath(link)).toThrow(
      expect.objectContaining({ code: "data/unsafe-path", subject: link }) as Error,
    );
  });
}

it("never leaves the API, whatever the server names", () => {
  const base = new URL("https://loris.example.org/lab/api/v0.0.3");
  const piece = fc.oneof(fc.string(), fc.constantFrom("..", ".", "", "a:b", "\\", "%2e%2e", "//x", "?", "#"));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      let path: string;
      try {
        path = linkPath(pieces.join("/"));
      } catch (error) {
        expect(isScanferryError(error, "data/unsafe-path")).toBe(true);
        return;
      }
      const url = new URL(`${base.href}${path}`);
      expect(url.origin).toBe(base.origin);
      expect(url.pathname.startsWith("/lab/api/v0.0.3/")).toBe(true);
      expect(url.search + url.hash).toBe("");
    }),
  );
});

it("leaves alone what may stand in a path, as in names of headers", () => {
  expect(apiPath("headers", "acquisition:echo_time")).toBe("/headers/acquisition:echo_time");
  expect(linkPath("/x/a:b@c,d=e/c")).toBe("/x/a:b@c,d=e/c");
});

it("encodes names, and refuses those that would lead elsewhere", () => {
  expect(apiPath("candidates", "1", "V 1/2", "images", "a?b")).toBe("/candidates/1/V%201%2F2/images/a%3Fb");
  for (const name of ["", ".", "..", "a\nb", "\ud800"])
    expect(() => apiPath("candidates", name)).toThrow(/cannot be used/);
});
