import { describe, expect, it } from "vitest";
import { startXnatTest, xnatClient } from "../support/xnat-client.js";
import { BOB, labels, STUDY } from "../support/xnat-study.js";

describe("projects", () => {
  it("are shown to those who may see them; data of protected ones to their members alone", async () => {
    await using xnat = await startXnatTest(STUDY);
    const bob = await xnatClient(xnat.client.base, [BOB.username, BOB.password]);
    expect((await xnat.client.ask("/data/projects")).rows().map((row) => row["ID"])).toEqual([
      "P",
      "Q",
      "SECRET",
    ]);
    expect((await bob.ask("/data/projects")).rows().map((row) => row["ID"])).toEqual(["P", "Q"]);
    const status = async (path: string): Promise<number> => (await bob.ask(path)).status;
    expect(await status("/data/projects/P/subjects")).toBe(200);
    expect(await status("/data/projects/Q?format=json")).toBe(200);
    expect(await status("/data/projects/Q/subjects")).toBe(403);
    expect(await status("/data/projects/SECRET?format=json")).toBe(403);
    expect(await status("/data/projects/NOPE/subjects")).toBe(404);
    const [secret] = xnat.sandbox.state.xnat.experiments("SECRET");
    expect(await status(`/data/experiments/${secret?.id ?? ""}?format=json`)).toBe(403);
  });

  it("have other columns, in lower case, where the access is asked about", async () => {
    await using xnat = await startXnatTest(STUDY);
    const bob = await xnatClient(xnat.client.base, [BOB.username, BOB.password]);
    const [row, ...others] = (await bob.ask("/data/projects?accessible=true")).rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: "P",
      pi: "Lovelace, Ada",
      project_access: "private",
      user_role_1: "Collaborators",
    });
    expect((await bob.ask("/data/projects?data=writable")).rows()).toEqual([]);
    expect((await bob.ask("/data/projects?prearc_code=true")).rows()).toMatchObject([
      { id: "P", proj_prearc: "4" },
    ]);
  });

  it("quote their texts in CSV and escape them in XML", async () => {
    await using xnat = await startXnatTest(STUDY);
    const csv = await xnat.client.ask("/data/projects?format=csv");
    expect(csv.text).toContain('\nP,P,"A, B and ""C""","two\nlines",Ada,Lovelace,/data/projects/P\n');
    const xml = await xnat.client.ask("/data/projects?format=xml");
    expect(xml.text.startsWith('<ResultSet totalRecords="3"><results><columns><column>ID</column>')).toBe(
      true,
    );
    expect(xml.headers.get("content-type")).toBe("text/xml");
  });
});

describe("subjects", () => {
  it("are spelled as recorded: texts alone, a space before the total", async () => {
    await using xnat = await startXnatTest(STUDY);
    const { text, headers } = await xnat.client.ask("/data/projects/P/subjects?format=json");
    expect(text).toMatch(/^\{"ResultSet":\{"Result":\[\{/);
    expect(text).toMatch(/\], "totalRecords": "3"\}\}$/);
    expect(headers.get("content-length")).toBeNull();
    expect(headers.get("vary")).toBe("Accept-Charset, Accept-Encoding, Accept-Language, Accept");
    expect(text).toContain('"insert_date":"2026-01-01 10:00:00.5"');
    expect(text).toContain('"insert_date":"2026-02-01 10:00:00.0"');
  });

  it("have the columns that were asked for and their address; a name that is none is dropped", async () => {
    await using xnat = await startXnatTest(STUDY);
    const asked = await xnat.client.ask("/data/projects/P/subjects?columns=label,gender,nonsense");
    expect(asked.rows()[0]).toEqual({ label: "S1", gender: "female", URI: "/data/subjects/XNAT_S00001" });
    const csv = await xnat.client.ask("/data/projects/P/subjects?columns=label,nonsense&format=csv");
    expect(csv.text.split("\n")[0]).toBe("label,URI");
  });

  it("are all listed by 1.6, whatever label, limit and offset say", async () => {
    await using xnat = await startXnatTest(STUDY);
    const answer = await xnat.client.ask("/data/projects/P/subjects?label=S1&limit=1&offset=1");
    expect(labels(answer.rows())).toEqual(["S1", "002", "S3"]);
  });

  it.each([
    ["label=S1", ["S1"]],
    ["label=S1,002", ["S1", "002"]],
    ["label=S%25", ["S1", "S3"]],
    ["label=*2", ["002"]],
    ["insert_date=2026/01/15-2026/02/15", ["002"]],
    ["limit=1&offset=1", ["002"]],
    ["limit=*", ["S1", "002", "S3"]],
    ["nonsense=1", ["S1", "002", "S3"]],
  ])("are chosen by 1.9: %s", async (query, expected) => {
    await using xnat = await startXnatTest({ ...STUDY, version: "1.9" });
    const answer = await xnat.client.ask(`/data/projects/P/subjects?${query}`);
    expect(labels(answer.rows())).toEqual(expected);
    expect(answer.text.includes("totalRecords")).toBe(!query.startsWith("limit=1"));
  });

  it("are sent while they are made: a hundred thousand do not keep others waiting", async () => {
    await using xnat = await startXnatTest({ projects: [{ id: "BIG", subjects: 100_000 }] });
    const list = await fetch(`${xnat.client.base}/data/projects/BIG/subjects`, {
      headers: { Authorization: `Basic ${Buffer.from(xnat.client.login.join(":")).toString("base64")}` },
    });
    const reader = list.body?.pipeThrough(new TextDecoderStream()).getReader();
    const count = (text: string): number => text.split('"label"').length - 1;
    const first = (await reader?.read())?.value ?? "";
    expect((await xnat.client.ask("/data/auth")).status).toBe(200);
    let [rows, end] = [count(first), first];
    for (;;) {
      const step = await reader?.read();
      if (step?.value === undefined) break;
      // A name that was cut in two is counted where it is whole.
      end = end.slice(-6) + step.value;
      rows += count(end);
    }
    expect(end.endsWith('"totalRecords": "100000"}}')).toBe(true);
    expect(rows).toBe(100_000);
  });
});
