import type { Opened } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { files } from "../../src/calls/files.js";
import { openXnatFile } from "../../src/http/open-xnat-file.js";
import type { XnatClient, XnatFile } from "../../src/index.js";
import { xnatFileOf } from "../../src/schemas/xnat-file.js";
import { allOf, bytesOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import type { Box } from "../helpers/open-box.js";
import { openBox } from "../helpers/open-box.js";

const { signal } = new AbortController();
const resource = "SANDBOX/NAMES";
const place = { project: "SANDBOX", resource: "NAMES" };

const awkward = [
  "a b.txt",
  "e#f.txt",
  "g%h.txt",
  "c+d.txt",
  "été.txt",
  "日本.txt",
  "[x] {y} |z|.txt",
  "a%20b.txt",
  "deep/er/a b.txt",
  "deep/a b.txt",
  "q?x=1&y.txt",
];
/** As 1.6 keeps a name that a client has sent encoded. */
const sent = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

async function bodyOf(opened: Opened): Promise<string> {
  if (opened.status === "unchanged") throw new Error("an unasked “unchanged”");
  return (await bytesOf(opened.body)).toString();
}

async function withFiles(
  version: "1.6" | "1.9",
  names: readonly string[],
): Promise<{ box: Box; listed: XnatFile[] }> {
  const box = await openBox({ version });
  for (const name of names) {
    box.sandbox.state.xnat.addFile(resource, version === "1.6" ? sent(name) : name, `content of ${name}`);
  }
  const listed = await allOf(files(await box.context(), place));
  return { box, listed };
}

describe.each(["1.6", "1.9"] as const)("files with awkward names on %s", (version) => {
  it("are listed as people know them and come with their own bytes", async () => {
    const { box, listed } = await withFiles(version, awkward);
    expect(listed.map(({ path }) => path).sort()).toEqual([...awkward].sort());
    const ctx = await box.context();
    for (const { path, uri } of listed) {
      expect(await bodyOf(await openXnatFile(ctx, uri)({ fromByte: 0, signal }))).toBe(`content of ${path}`);
    }
  });

  it("come by their path alone, through a handle", async () => {
    const { box } = await withFiles(version, awkward);
    const xnat = await box.client();
    for (const name of awkward) {
      const { body, sizeBytes } = await xnat.project("SANDBOX").resource("NAMES").file(name).bytes();
      const bytes = await bytesOf(body);
      expect(bytes.toString()).toBe(`content of ${name}`);
      expect(sizeBytes).toBe(bytes.byteLength);
    }
  });

  it("go on from a byte, say that nothing has changed, and begin anew when something has", async () => {
    const { box, listed } = await withFiles(version, ["a.txt"]);
    const open = openXnatFile(await box.context(), listed[0]?.uri ?? "");
    const first = await open({ fromByte: 0, signal });
    const whole = await bodyOf(first);
    const knownLastModified = (first.status === "full" && first.lastModified) || "";
    expect(knownLastModified).toMatch(/GMT$/);
    expect((await open({ fromByte: 0, knownLastModified, signal })).status).toBe("unchanged");
    const rest = await open({ fromByte: 3, knownLastModified, signal });
    expect(rest.status).toBe("partial");
    expect(await bodyOf(rest)).toBe(whole.slice(3));
    box.sandbox.clock.advance(5000);
    box.sandbox.state.xnat.changeFile(resource, "a.txt", { content: "something else" });
    const anew = await open({ fromByte: 3, knownLastModified, signal });
    expect(anew.status).toBe("full");
    expect(await bodyOf(anew)).toBe("something else");
  });
});

it("takes a page for a page and an .html file for a file", async () => {
  const page = "<!doctype html><html><title>Report</title></html>";
  const box = await openBox();
  box.sandbox.state.xnat.addFile(resource, "report.html", page);
  box.sandbox.state.xnat.addFile(resource, "scan.dcm", "DICM");
  const ctx = await box.context();
  const open = (name: string): Promise<Opened> =>
    openXnatFile(ctx, `/data/projects/SANDBOX/resources/NAMES/files/${name}`)({ fromByte: 0, signal });
  expect(await bodyOf(await open("report.html"))).toBe(page);
  box.sandbox.faults.add({ path: "scan.dcm", kind: "html", times: 9 });
  await failsWith(open("scan.dcm"), "auth/expired");
  box.sandbox.faults.add({ path: "report.html", kind: "html", times: 9 });
  await failsWith(open("report.html"), "auth/expired");
});

it.each([
  ["1.6", "a%20b.txt", "a%2520b.txt"],
  ["1.9", "a%20b.txt", "a b.txt"],
] as const)(
  "does not bring another file's bytes on %s where the one that is listed is gone: %s",
  async (version, gone, other) => {
    const box = await openBox({ version });
    const { xnat } = box.sandbox.state;
    xnat.addFile(resource, gone, "FIRST");
    xnat.addFile(resource, other, "OTHER");
    const ctx = await box.context();
    const listed = await allOf(files(ctx, place));
    xnat.removeFile(resource, gone);
    const uri = listed.find(({ stored }) => stored === gone)?.uri ?? "";
    const error = await failsWith(openXnatFile(ctx, uri)({ fromByte: 0, signal }), "remote/not-found");
    expect(error.message).not.toContain("b.txt");
    expect(box.sandbox.log.find("GET", "/NAMES/files/").length).toBeLessThanOrEqual(1);
  },
);

it("asks as the server stores it where a later XNAT lists addresses that are encoded already", () => {
  const row = { URI: "/data/projects/P/resources/1/files/d%20e/a%20b.txt", Name: "a b.txt" };
  expect(xnatFileOf(row, "1.7+")).toMatchObject({
    stored: "d e/a b.txt",
    uri: "/data/projects/P/resources/1/files/d e/a b.txt",
  });
});

describe("a handle of a file", () => {
  const box16 = async (...names: string[]): Promise<{ box: Box; xnat: XnatClient }> => {
    const box = await openBox({ version: "1.6" });
    for (const name of names) box.sandbox.state.xnat.addFile(resource, name, `content of ${name}`);
    return { box, xnat: await box.client() };
  };

  it("gives the file whose path it is, not one that is stored under it", async () => {
    const { xnat } = await box16("a%20b.txt", "a%2520b.txt");
    for await (const { path, stored } of xnat.project("SANDBOX").resource("NAMES").files()) {
      const { body } = await xnat.project("SANDBOX").resource("NAMES").file(path).bytes();
      expect((await bytesOf(body)).toString()).toBe(`content of ${stored}`);
    }
  });

  it("gives none of two that share an address, because it would be the other one's bytes", async () => {
    const { xnat } = await box16("a b.txt", "a%20b.txt");
    await failsWith(xnat.project("SANDBOX").resource("NAMES").file("a b.txt").bytes(), "remote/ambiguous");
    await failsWith(xnat.project("SANDBOX").resource("NAMES").file("a b.txt").show(), "remote/ambiguous");
  });

  it("says what is not there", async () => {
    const { xnat } = await box16("a.txt");
    await failsWith(xnat.project("SANDBOX").resource("NAMES").file("b.txt").bytes(), "remote/not-found");
  });
});

describe("a file that is a web page", () => {
  const page = "<!doctype html><html><title>Report</title></html>";
  const opened = async (
    name: string,
    known: { sizeBytes?: number } = {},
  ): Promise<{ box: Box; open: () => Promise<Opened> }> => {
    const box = await openBox();
    box.sandbox.state.xnat.addFile(resource, name, page);
    const ctx = await box.context();
    const uri = `/data/projects/SANDBOX/resources/NAMES/files/${name}`;
    return { box, open: () => openXnatFile(ctx, uri, known)({ fromByte: 0, signal }) };
  };

  it.each(["report.php", "index", "saved.log"])("comes whatever its name: %s", async (name) => {
    const { open } = await opened(name);
    expect(await bodyOf(await open())).toBe(page);
  });

  it("is told from a portal's page by its length, where the server types it as one", async () => {
    const { box, open } = await opened("scan.dcm", { sizeBytes: page.length });
    const portal = (body: string): void => {
      box.sandbox.faults.add({
        path: "scan.dcm",
        kind: "status",
        status: 200,
        body,
        headers: { "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT" },
      });
    };
    portal("<html><body>Under maintenance</body></html>");
    await failsWith(open(), "remote/failed");
    portal(page);
    expect(await bodyOf(await open())).toBe(page);
  });
});
