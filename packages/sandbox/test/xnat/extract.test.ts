import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { itWithPrograms } from "../support/programs.js";
import { run } from "../support/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { startXnatTest, type XnatTestClient } from "../support/xnat-client.js";

const RESOURCE = "/data/projects/SANDBOX/subjects/S1/resources/NEW";

/** Packs `a/b.txt`, `empty` and a name with an umlaut by python3's own modules. */
async function packed(kind: "zip" | "ustar" | "pax" | "stored-with-descriptors"): Promise<Buffer> {
  const folder = await temporaryFolder();
  const path = join(folder, "packed");
  await run("python3", ["-c", PACK, kind, path]);
  return readFile(path);
}

const PACK = `
import io, sys, tarfile, zipfile
kind, path = sys.argv[1:]
files = [("a/b.txt", b"hello"), ("empty", b""), ("gr\\u00fc\\u00dfe.txt", b"x")]
if kind == "zip":
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files: z.writestr(name, data)
elif kind == "stored-with-descriptors":
    class Pipe(io.RawIOBase):
        def __init__(self, to): self.to = to
        def writable(self): return True
        def write(self, data): return self.to.write(bytes(data))
    with open(path, "wb") as out, zipfile.ZipFile(Pipe(out), "w") as z:
        for name, data in files: z.writestr(name, data)
else:
    form = tarfile.PAX_FORMAT if kind == "pax" else tarfile.USTAR_FORMAT
    with tarfile.open(path, "w:gz", format=form) as t:
        for name, data in files[: 3 if kind == "pax" else 2]:
            info = tarfile.TarInfo(name); info.size = len(data); t.addfile(info, io.BytesIO(data))
`;

async function extract(
  client: XnatTestClient,
  name: string,
  body: Buffer,
  more = "",
): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { "Content-Type": "application/octet-stream" };
  return client.ask(`${RESOURCE}/files/${name}?extract=true&inbody=true${more}`, {
    method: "PUT",
    headers,
    body: new Uint8Array(body),
  });
}

/** Paths below the resource with their sizes. */
async function stored(client: XnatTestClient): Promise<string[]> {
  const rows = (await client.ask(`${RESOURCE}/files`)).rows();
  return rows.map(({ URI, Size }) => `${URI?.replace(/^.*\/files\//, "") ?? ""} ${Size ?? ""}`).sort();
}

describe("an archive that is extracted", () => {
  itWithPrograms(
    ["python3"],
    "puts its files at the root of the resource and tells those that are there",
    async () => {
      await using xnat = await startXnatTest();
      const zip = await packed("zip");
      expect(await extract(xnat.client, "deep/x.zip", zip)).toMatchObject({ status: 200, text: "" });
      expect(await stored(xnat.client)).toEqual(["a/b.txt 5", "empty 0", "grüße.txt 1"]);
      const again = await extract(xnat.client, "x.zip", zip);
      expect(JSON.parse(again.text)).toEqual({ duplicates: ["a/b.txt", "empty", "grüße.txt"] });
      expect((await extract(xnat.client, "x.zip", zip, "&overwrite=true")).text).toBe("");
      const kept = await extract(xnat.client, "x.nii.gz", await packed("ustar"));
      expect([kept.status, (await stored(xnat.client)).length]).toEqual([200, 4]);
    },
  );

  itWithPrograms(
    ["python3"],
    "is read by 1.6 as its Java reads it: pax headers are files, umlauts question marks",
    async () => {
      await using old = await startXnatTest();
      await extract(old.client, "x.tar.gz", await packed("ustar"));
      expect(await stored(old.client)).toEqual(["a/b.txt 5", "empty 0"]);
      const pax = await extract(old.client, "x.tgz", await packed("pax"), "&overwrite=true");
      expect(pax.status).toBe(200);
      expect((await stored(old.client)).some((one) => one.includes("?"))).toBe(true);
      await using recent = await startXnatTest({ version: "1.9" });
      await extract(recent.client, "x.tgz", await packed("pax"));
      expect(await stored(recent.client)).toEqual(["a/b.txt 5", "empty 0", "grüße.txt 1"]);
    },
  );

  itWithPrograms(
    ["python3"],
    "that Java cannot read is a 500; what only is called so stores nothing",
    async () => {
      await using xnat = await startXnatTest();
      expect((await extract(xnat.client, "x.zip", await packed("stored-with-descriptors"))).status).toBe(500);
      expect((await extract(xnat.client, "x.zip", Buffer.from("no zip"))).status).toBe(200);
      expect((await xnat.client.ask(`${RESOURCE}/files?format=json`)).rows()).toEqual([]);
    },
  );
});

describe("a form", () => {
  it("brings empty files, and several under their own names", async () => {
    await using xnat = await startXnatTest();
    const form = new FormData();
    form.append("one", new Blob([]), "empty.txt");
    form.append("two", new Blob(["abc"]), "three.txt");
    const sent = await xnat.client.ask(`${RESOURCE}/files`, { method: "POST", body: form });
    expect(sent.status).toBe(200);
    expect(await stored(xnat.client)).toEqual(["empty.txt 0", "three.txt 3"]);
    const none = new FormData();
    none.append("field", "no file");
    expect((await xnat.client.ask(`${RESOURCE}/files/x`, { method: "PUT", body: none })).status).toBe(400);
  });

  it("and a body find no room on a full disk", async () => {
    await using xnat = await startXnatTest({ quotaBytes: 10 });
    const file = `${RESOURCE}/files/a.txt?inbody=true`;
    expect((await xnat.client.ask(file, { method: "PUT", body: "12345678901" })).status).toBe(507);
    expect((await xnat.client.ask(file, { method: "PUT", body: "1234567890" })).status).toBe(200);
    expect((await xnat.client.ask(`${file}&overwrite=true`, { method: "PUT", body: "1" })).status).toBe(507);
  });
});
