import { describe, expect, it } from "vitest";
import { startXnatTest, xnatClient, type XnatTestClient } from "../support/xnat-client.js";

const SCAN = "/data/projects/SANDBOX/subjects/S1/experiments/S1_MR1/scans/1";
const put = { method: "PUT" } as const;

/** The names in the file list of a resource. */
async function names(client: XnatTestClient, resource: string): Promise<(string | undefined)[]> {
  return (await client.ask(`${resource}/files?format=json`)).rows().map((row) => row["Name"]);
}

describe("projects", () => {
  it("are made protected, lose their name when they are saved again without it, and tell their old access", async () => {
    await using xnat = await startXnatTest();
    const { client } = xnat;
    await client.ask("/data/projects/NEW?name=Long%20name&description=d", put);
    const name = async (): Promise<unknown> =>
      (await client.ask("/data/projects")).rows().find((row) => row["ID"] === "NEW");
    expect(await name()).toMatchObject({ name: "Long name", description: "d" });
    await client.ask("/data/projects/NEW", put);
    expect(await name()).toMatchObject({ name: "NEW", description: "d" });
    expect((await client.ask("/data/projects/NEW/accessibility/private", put)).text).toBe("protected");
    expect((await client.ask("/data/projects/NEW/accessibility")).text).toBe("private");
    expect((await client.ask("/data/projects/NEW", { method: "DELETE" })).status).toBe(200);
    expect((await client.ask("/data/projects/NEW")).status).toBe(404);
    const again = await client.ask("/data/projects/NEW", put);
    expect([again.status, again.text.includes("cannot be reused")]).toEqual([403, true]);
  });

  it("belong to whoever made them", async () => {
    await using xnat = await startXnatTest({
      users: [
        { username: "root", password: "Root-Pass-word" },
        { username: "bob", password: "Bob-Pass-word" },
      ],
    });
    const bob = await xnatClient(xnat.client.base, ["bob", "Bob-Pass-word"]);
    expect((await bob.ask("/data/projects/MINE", put)).status).toBe(200);
    expect((await bob.ask("/data/projects/MINE/subjects/S1", put)).status).toBe(201);
    expect((await bob.ask("/data/projects/SANDBOX/subjects/S9", put)).status).toBe(403);
    expect((await bob.ask("/data/projects/SANDBOX/accessibility/public", put)).status).toBe(403);
  });
});

describe("subjects, sessions and scans", () => {
  it("get the next accession ids; a session makes its subject where there is none", async () => {
    await using xnat = await startXnatTest();
    const made = await xnat.client.ask(
      "/data/projects/SANDBOX/subjects/NEW/experiments/NEW_MR1?xsiType=xnat:mrSessionData&date=12/31/2020",
      put,
    );
    expect([made.status, made.text]).toEqual([201, "XNAT_E00004"]);
    const [row] = (await xnat.client.ask("/data/projects/SANDBOX/subjects/XNAT_S00004/experiments")).rows();
    expect(row).toMatchObject({ label: "NEW_MR1", date: "2020-12-31" });
    const again = await xnat.client.ask("/data/projects/SANDBOX/subjects/NEW?gender=male", put);
    expect([again.status, again.text]).toEqual([200, "XNAT_S00004"]);
    const taken = "/data/projects/SANDBOX/subjects/S3/experiments/NEW_MR1?xsiType=xnat:mrSessionData";
    expect((await xnat.client.ask(taken, put)).status).toBe(409);
  });

  it("refuse a scan without a type on 1.6, and another type than it has", async () => {
    await using xnat = await startXnatTest();
    const scans = SCAN.replace(/\/1$/, "");
    expect((await xnat.client.ask(`${scans}/9`, put)).status).toBe(417);
    expect((await xnat.client.ask(`${scans}/9?xsiType=xnat:mrScanData&type=T2w`, put)).status).toBe(200);
    expect((await xnat.client.ask(`${scans}/9?xsiType=xnat:ctScanData`, put)).status).toBe(409);
    await xnat.client.ask(`${scans}/9?note=later`, put);
    const row = (await xnat.client.ask(scans)).rows().find((one) => one["ID"] === "9");
    expect(row).toMatchObject({ type: "T2w", note: "later" });
  });

  it("are gone once they are deleted, by owners alone", async () => {
    await using xnat = await startXnatTest({
      users: [
        { username: "root", password: "Root-Pass-word" },
        { username: "bob", password: "Bob-Pass-word", member: ["SANDBOX"] },
      ],
    });
    const bob = await xnatClient(xnat.client.base, ["bob", "Bob-Pass-word"]);
    const remove = { method: "DELETE" } as const;
    expect((await bob.ask(SCAN, remove)).status).toBe(403);
    for (const path of [
      `${SCAN}/resources/NIFTI`,
      SCAN,
      SCAN.replace(/\/scans.*/, ""),
      "/data/projects/SANDBOX/subjects/S1",
    ]) {
      expect((await xnat.client.ask(`${path}?removeFiles=true`, remove)).status).toBe(200);
      expect((await xnat.client.ask(`${path}?format=json`)).status, path).toBe(404);
    }
  });
});

describe("files", () => {
  it("come back as they were sent, from a form too, and their resource is made with them", async () => {
    await using xnat = await startXnatTest();
    const { client } = xnat;
    const resource = `${SCAN}/resources/NEW`;
    const form = new FormData();
    form.append("note", "not a file");
    form.append("file", new Blob(["from a form"]), "other.txt");
    expect((await client.ask(`${resource}/files/sub/a.txt`, { ...put, body: form })).status).toBe(200);
    expect((await client.ask(`${resource}/files/sub/a.txt`)).text).toBe("from a form");
    expect(await names(client, resource)).toEqual(["a.txt"]);
  });

  it("keep the escapes of their address on 1.6 and lose them on 1.9", async () => {
    await using old = await startXnatTest();
    await using recent = await startXnatTest({ version: "1.9" });
    for (const [xnat, name] of [
      [old, "a%20b.txt"],
      [recent, "a b.txt"],
    ] as const) {
      const file = `${SCAN}/resources/NEW/files/a%20b.txt`;
      await xnat.client.ask(`${file}?inbody=true`, { ...put, body: "bytes" });
      expect(await names(xnat.client, `${SCAN}/resources/NEW`)).toEqual([name]);
      expect((await xnat.client.ask(file)).text).toBe("bytes");
    }
  });

  it("that are there stay as they are, which a 200 tells, unless they are to be overwritten", async () => {
    await using xnat = await startXnatTest();
    const file = `${SCAN}/resources/NEW/files/a.txt?inbody=true`;
    const send = (body: string, more = ""): Promise<{ status: number; text: string }> =>
      xnat.client.ask(file + more, { ...put, body });
    await send("one", "&tags=kept");
    expect(await send("two")).toMatchObject({ status: 200, text: '{"duplicates":["a.txt"]}' });
    expect((await xnat.client.ask(file)).text).toBe("one");
    expect(await send("three", "&overwrite=true")).toMatchObject({ status: 200, text: "" });
    expect((await xnat.client.ask(file)).text).toBe("three");
    const [row] = (await xnat.client.ask(`${SCAN}/resources/NEW/files`)).rows();
    expect(row).toMatchObject({ Size: "5", file_tags: "kept" });
  });

  it("of somebody who may not write are answered with 200 and not stored", async () => {
    await using xnat = await startXnatTest({
      users: [
        { username: "root", password: "Root-Pass-word" },
        { username: "eve", password: "Eve-Pass-word", collaborator: ["SANDBOX"] },
      ],
    });
    const eve = await xnatClient(xnat.client.base, ["eve", "Eve-Pass-word"]);
    const answer = await eve.ask(`${SCAN}/resources/DICOM/files/a.txt?inbody=true`, {
      ...put,
      body: "x".repeat(100_000),
    });
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(await names(eve, `${SCAN}/resources/DICOM`)).not.toContain("a.txt");
  });

  it("go into a resource that is named, and nowhere else", async () => {
    await using xnat = await startXnatTest();
    const sent = await xnat.client.ask(`${SCAN}/files/a.txt?inbody=true`, { ...put, body: "x" });
    expect(sent.status).toBe(405);
  });

  it("are deleted by the beginning of their name", async () => {
    await using xnat = await startXnatTest();
    const resource = `${SCAN}/resources/NEW`;
    for (const name of ["img1", "img10", "img2"])
      await xnat.client.ask(`${resource}/files/${name}?inbody=true`, { ...put, body: name });
    const remove = { method: "DELETE" } as const;
    expect((await xnat.client.ask(`${resource}/files/img1`, remove)).status).toBe(200);
    expect(await names(xnat.client, resource)).toEqual(["img2"]);
    expect((await xnat.client.ask(`${resource}/files/img1`, remove)).status).toBe(404);
  });

  it("named like a catalog are refused by 1.9", async () => {
    await using xnat = await startXnatTest({ version: "1.9" });
    const file = `${SCAN}/resources/NEW/files/x_catalog.xml?inbody=true`;
    expect((await xnat.client.ask(file, { ...put, body: "x" })).status).toBe(500);
  });
});
