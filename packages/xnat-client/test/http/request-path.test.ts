import { describe, expect, it } from "vitest";
import { filePath } from "../../src/http/file-path.js";
import { requestPath } from "../../src/http/request-path.js";

describe("a path made from names", () => {
  it("encodes what XNAT and Tomcat refuse raw", () => {
    expect(requestPath("data", "projects", "P 1", "subjects", "a[1]{2}|#?%+é")).toBe(
      "/data/projects/P%201/subjects/a%5B1%5D%7B2%7D%7C%23%3F%25%2B%C3%A9",
    );
  });
  it.each(["", ".", "..", "a/b", "a\\b", "a\u0000", "\ud800"])("refuses %j", (name) => {
    expect(() => requestPath("data", name)).toThrow(/cannot be used/);
  });
});

describe("the path of a listed file", () => {
  const at = "/data/experiments/XNAT_E00001/scans/1/resources/1/files";
  it.each([
    ["a.dcm", ["a.dcm"]],
    ["a%20b.txt", ["a%20b.txt", "a%2520b.txt"]],
    ["a b.txt", ["a%20b.txt"]],
    ["c+d.txt", ["c+d.txt", "c%2Bd.txt"]],
    ["100%.txt", ["100%25.txt"]],
    ["e%23f%2520.txt", ["e%23f%2520.txt", "e%2523f%252520.txt"]],
    ["sub/[x]/ü.txt", ["sub/%5Bx%5D/%C3%BC.txt"]],
  ])("of %s is the server's own on 1.6, the encoded one later", (stored, expected) => {
    expect(filePath(`${at}/${stored}`, "1.6")).toBe(`${at}/${expected[0] ?? ""}`);
    expect(filePath(`${at}/${stored}`, "1.7+")).toBe(`${at}/${expected.at(-1) ?? ""}`);
  });
  it("changes nothing before the file's own name", () => {
    const uri = "/data/projects/P%201/subjects/S 1/experiments/E/resources/R/files/a b";
    expect(filePath(uri, "1.7+")).toBe(
      "/data/projects/P%201/subjects/S%201/experiments/E/resources/R/files/a%20b",
    );
  });
  it.each([
    "https://elsewhere.example.org/a",
    "//elsewhere/a",
    "/data/../secret",
    "/data/%2e%2E/secret",
    "/data//a",
    "a",
    "/data/a\nb",
    "/data/a\\b",
    "/data/\ud800",
  ])("refuses %j", (uri) => {
    expect(() => filePath(uri, "1.6")).toThrow(/outside its archive/);
  });
});
