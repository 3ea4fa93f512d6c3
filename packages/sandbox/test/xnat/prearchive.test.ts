import { describe, expect, it } from "vitest";
import { type ArchiveTest, startArchiveTest } from "../support/archive-test.js";
import { dicomFile, sopOf, studyOf, type TestInstance } from "../support/dicom-file.js";
import { xnatClient } from "../support/xnat-client.js";

const PROJECTS = [
  { id: "P1", subjects: 0 },
  { id: "P2", subjects: 0, prearchiveCode: 0 as const },
];
const POST = { method: "POST" } as const;

function start(): Promise<ArchiveTest> {
  return startArchiveTest({
    projects: PROJECTS,
    anonymize: false,
    users: [
      { username: "root", password: "Root-Pass-word" },
      { username: "eve", password: "Eve-Pass-word", collaborator: ["P1"] },
    ],
  });
}

/** Sends one instance and gives the address of its session below `/data`. */
async function arrived(xnat: ArchiveTest, to: string, instance: TestInstance = {}): Promise<string> {
  const answer = await xnat.ask(`/data/services/import?inbody=true&${to}`, {
    ...POST,
    headers: { "Content-Type": "application/dicom" },
    body: new Uint8Array(dicomFile(instance)),
  });
  return answer.text.trim().replace(/^\/data/, "");
}

const S1 = "PROJECT_ID=P1&SUBJECT_ID=S1&EXPT_LABEL=S1_MR1";

describe("a session of the prearchive", () => {
  it("shows its scans and files once it is built, and not before", async () => {
    await using xnat = await start();
    const url = await arrived(xnat, S1, { instance: 1 });
    await arrived(xnat, S1, { instance: 2 });
    expect((await xnat.ask(`/data${url}/scans`)).status).toBe(404);
    expect((await xnat.ask(`/data${url}?format=xml`)).status).toBe(404);
    const built = await xnat.ask(`/data${url}?action=build`, POST);
    expect([built.status, built.text]).toEqual([200, `/data${url}`]);
    expect((await xnat.ask(`/data${url}?format=json`)).rows()).toMatchObject([
      { status: "READY", tag: studyOf({}), subject: "S1", name: "S1_MR1", url },
    ]);
    expect((await xnat.ask(`/data${url}?format=xml`)).text).toContain(`UID="${studyOf({})}"`);
    expect((await xnat.ask(`/data${url}/scans`)).rows()).toEqual([
      { ID: "1", xsiType: "xnat:mrScanData", series_description: "series 1" },
    ]);
    const bytes = String(2 * dicomFile().length);
    expect((await xnat.ask(`/data${url}/resources`)).rows()).toMatchObject([
      { cat_id: "1", file_count: "2" },
    ]);
    const resources = `/data${url}/scans/1/resources`;
    expect((await xnat.ask(resources)).rows()).toEqual([
      { label: "DICOM", file_count: "2", file_size: bytes },
    ]);
    const [first] = (await xnat.ask(`${resources}/DICOM/files`)).rows();
    const file = await xnat.ask(first?.["URI"] ?? "");
    expect(file.bytes.equals(dicomFile({ instance: 1 }))).toBe(true);
    const part = await xnat.ask(first?.["URI"] ?? "", { headers: { Range: "bytes=128-131" } });
    expect([part.status, part.text]).toEqual([206, "DICM"]);
    expect((await xnat.ask(`${resources}/DICOM/files/none.dcm`)).status).toBe(400);
    expect((await xnat.ask(`/data${url}/scans/7/resources`)).status).toBe(404);
    expect((await xnat.ask(`/data${url}?format=zip`)).bytes.subarray(0, 2).toString()).toBe("PK");
  });

  it("is committed into the archive with 301, or stays with 200 where its project keeps it", async () => {
    await using xnat = await start();
    const url = await arrived(xnat, S1);
    const done = await xnat.ask(`/data${url}?action=commit`, POST);
    expect([done.status, done.text]).toEqual([
      301,
      "/data/archive/projects/P1/subjects/S1/experiments/S1_MR1",
    ]);
    expect((await xnat.ask(done.text.replace("/archive", ""))).status).toBe(200);
    expect((await xnat.ask(`/data${url}`)).status).toBe(404);
    const kept = await arrived(xnat, "PROJECT_ID=P2&SUBJECT_ID=S1&EXPT_LABEL=E");
    const stays = await xnat.ask(`/data${kept}?action=commit`, POST);
    expect([stays.status, stays.text]).toEqual([200, `/data${kept}`]);
    expect((await xnat.ask(`/data${kept}?action=commit&AA=true`, POST)).status).toBe(301);
  });

  it("is refused with 500 FAILED where there is such a session, says why, and goes in when it may overwrite", async () => {
    await using xnat = await start();
    await xnat.ask(`/data${await arrived(xnat, S1)}?action=commit`, POST);
    xnat.sandbox.state.xnat.settings.pipelines = false;
    const again = await arrived(xnat, S1, { instance: 2 });
    await xnat.ask(`/data${again}?action=build`, POST);
    const validated = await xnat.ask(`/data/services/validate-archive?src=${again}&format=json`, POST);
    expect(validated.rows().map(({ code, type }) => `${code ?? ""} ${type ?? ""}`)).toEqual([
      "1 CONFLICT",
      "10 CONFLICT",
      "16 CONFLICT",
    ]);
    const refused = await xnat.ask(`/data/services/archive?src=${again}`, POST);
    expect(refused.status).toBe(500);
    expect(refused.text).toContain("<h3>FAILED: Session");
    expect((await xnat.ask(`/data${again}`)).rows()).toMatchObject([{ status: "CONFLICT" }]);
    expect((await xnat.ask(`/data${again}/logs/last`)).text).not.toBe("");
    xnat.state.finishProcessing("P1/S1/S1_MR1");
    const rest = await xnat.ask(`/data/services/validate-archive?src=${again}&format=json`, POST);
    expect(rest.rows().map(({ code }) => code)).toEqual(["1", "16"]);
    const form = new URLSearchParams({ src: again, overwrite: "delete", "auto-archive": "false" });
    const taken = await xnat.ask("/data/services/archive", { ...POST, body: form });
    expect([taken.status, taken.text]).toEqual([
      200,
      "/data/archive/projects/P1/subjects/S1/experiments/S1_MR1\r\n",
    ]);
    expect(taken.headers.get("content-type")).toContain("text/uri-list");
  });

  it("is archived under other labels, which a 303 tells", async () => {
    await using xnat = await start();
    const url = await arrived(xnat, S1);
    await xnat.ask(`/data${url}?action=build`, POST);
    const dest = "/archive/projects/P1/subjects/RIGHT/experiments/RIGHT_MR1";
    const answer = await xnat.ask(`/data/services/archive?src=/data${url}&dest=${dest}`, POST);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/data${dest}`]);
    expect(xnat.state.files("P1/RIGHT/RIGHT_MR1/1/DICOM")).toHaveLength(1);
  });

  it("is deleted, and touched by nobody who may not write", async () => {
    await using xnat = await start();
    const url = await arrived(xnat, S1);
    const eve = await xnatClient(xnat.sandbox.url.xnat, ["eve", "Eve-Pass-word"]);
    expect((await eve.ask(`/data${url}`)).status).toBe(200);
    for (const [path, how] of [
      [`/data${url}?action=commit`, POST],
      [`/data${url}`, { method: "DELETE" }],
      [`/data/services/prearchive/delete?src=${url}`, POST],
      [`/data/services/archive?src=${url}`, POST],
    ] as const)
      expect((await eve.ask(path, how)).status, path).toBe(403);
    expect((await xnat.ask(`/data${url}`, { method: "DELETE" })).status).toBe(200);
    expect(xnat.state.prearchive.list()).toEqual([]);
  });
});

describe("what is done to several", () => {
  it("is queued, locks them, and is done a second later", async () => {
    await using xnat = await start();
    const [one, two] = [
      await arrived(xnat, "x=1", { study: "1" }),
      await arrived(xnat, "x=1", { study: "2" }),
    ];
    const nowhere = `/data/services/prearchive/move?src=${one}&newProject=NOPE`;
    expect((await xnat.ask(nowhere, POST)).status).toBe(403);
    const moving = await xnat.ask(
      `/data/services/prearchive/move?src=${one}&src=${two}&newProject=P1&async=false&format=json`,
      POST,
    );
    expect(moving.rows().map(({ project, status }) => [project, status])).toEqual([
      ["Unassigned", "QUEUED_MOVING"],
      ["Unassigned", "QUEUED_MOVING"],
    ]);
    expect((await xnat.ask(`/data${one}?action=build`, POST)).status).toBe(409);
    expect((await xnat.ask("/data/prearchive/projects/P1")).rows()).toEqual([]);
    xnat.sandbox.clock.advance(1000);
    const moved = (await xnat.ask("/data/prearchive/projects/P1")).rows();
    expect(moved.map(({ status, autoarchive }) => [status, autoarchive])).toEqual([
      ["RECEIVING", "AutoArchive"],
      ["RECEIVING", "AutoArchive"],
    ]);
    const sources = moved.map(({ url }) => `src=${url ?? ""}`).join("&");
    const rebuilding = await xnat.ask(`/data/services/prearchive/rebuild?${sources}`, POST);
    expect(rebuilding.text).toContain("<cell>QUEUED_BUILDING</cell>");
    xnat.sandbox.clock.advance(1000);
    await xnat.ask(`/data/services/archive?${sources}`, POST);
    xnat.sandbox.clock.advance(1000);
    // Both are called after the one patient: the second is in the way of the first.
    expect(xnat.state.prearchive.list().map(({ status }) => status)).toEqual(["CONFLICT"]);
    expect([...xnat.state.experiments("P1")].map(({ label }) => label)).toEqual(["PAT1"]);
    const left = xnat.state.prearchive.list()[0];
    await xnat.ask(`/data/services/prearchive/delete?src=${left?.url ?? ""}`, POST);
    xnat.sandbox.clock.advance(1000);
    expect(xnat.state.prearchive.list()).toEqual([]);
  });

  it("is refused as recorded for Unassigned, for what is not built or not there, and without a source", async () => {
    for (const [version, status] of [
      ["1.6", 500],
      ["1.9", 400],
    ] as const) {
      await using xnat = await startArchiveTest({ version, projects: PROJECTS });
      const lost = await arrived(xnat, "x=1");
      expect((await xnat.ask(`/data/services/archive?src=${lost}`, POST)).status).toBe(status);
      const received = await arrived(xnat, S1, { study: "B" });
      expect((await xnat.ask(`/data/services/archive?src=${received}`, POST)).text).toContain("invalid");
      const gone = await xnat.ask("/data/services/archive?src=/prearchive/projects/P1/1/X", POST);
      expect([gone.status, gone.text.includes("X not found.")]).toEqual([404, true]);
      const empty = await xnat.ask("/data/services/prearchive/rebuild?src=&format=json", POST);
      expect([empty.status, empty.rows()]).toEqual([500, []]);
      expect(xnat.state.prearchive.files(xnat.state.prearchive.list()[1] ?? neverThere())).toMatchObject([
        { sopInstanceUid: sopOf({ study: "B" }) },
      ]);
    }
  });
});

function neverThere(): never {
  throw new Error("the session is not there");
}
