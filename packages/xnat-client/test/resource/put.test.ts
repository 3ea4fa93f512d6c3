import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useResource } from "./support/use-resource.js";

const oddNames = [
  "plain.txt",
  "with space.txt",
  "a+b.txt",
  "a#b.txt",
  "50%.txt",
  "äöü ß.txt",
  "[1]{2}|3.txt",
  "q?a&b=c.txt",
  "sub dir/über/ä.txt",
  "empty.txt",
  "img1",
  "img10",
];
const contentOf = (name: string): string => (name === "empty.txt" ? "" : `content of ${name}`);
const files = Object.fromEntries(oddNames.map((name) => [name, contentOf(name)]));

const levels = [
  ["a project", {}, "P/NOTES"],
  ["a subject", { subject: "S1" }, "P/S1/NOTES"],
  ["a session", { subject: "S1", experiment: "S1_MR1" }, "P/S1/S1_MR1/NOTES"],
  ["a session by its own label", { experiment: "S1_MR1" }, "P/S1/S1_MR1/NOTES"],
  ["a scan", { subject: "S1", experiment: "S1_MR1", scan: "1" }, "P/S1/S1_MR1/1/NOTES"],
] as const;

describe.each([
  ["1.6", "one by one", { pack: false }, 12],
  ["1.6", "packed", { pack: true }, 1],
  ["1.9", "one by one", { pack: false }, 12],
  ["1.9", "packed", {}, 1],
] as const)("a folder with odd names, put on %s %s", (version, _, options, requests) => {
  it("is stored at each level, listed, fetched back equal, and not sent again", async () => {
    const { sandbox, xnat, write, run, dir, puts } = await useResource({ version });
    const folder = await write(files);
    for (const [level, place, stored] of levels) {
      sandbox.log.clear();
      const task = { place: { project: "P", ...place, resource: "NOTES" }, files: [folder] };
      const { done, unchanged, failed, results } = await run(xnat.putResources([task], options));
      expect([level, failed, results.find((one) => one.error)?.error]).toEqual([level, 0, undefined]);
      if (level.endsWith("own label")) {
        expect([done, unchanged, puts()]).toEqual([0, oddNames.length, 0]);
        continue;
      }
      expect([done, puts()]).toEqual([oddNames.length, requests]);
      expect(new Set(results.map(({ note }) => note))).toEqual(
        new Set([`verified by ${version === "1.6" ? "size" : "digest"}`]),
      );
      expect(sandbox.state.xnat.files(stored)).toHaveLength(oddNames.length);
      const again = await run(xnat.putResources([task], options));
      expect([again.unchanged, again.done, again.failed]).toEqual([oddNames.length, 0, 0]);
      expect(puts()).toBe(requests);
    }
    const resource = xnat.project("P").subject("S1").experiment("S1_MR1").scan("1").resource("NOTES");
    const got = await run(resource.get(join(dir, "out")));
    expect([got.done, got.failed]).toEqual([oddNames.length, 0]);
    for (const name of oddNames) {
      const onDisk = name.replace(/[?|]/g, "_");
      expect((await readFile(join(dir, "out/NOTES", onDisk))).toString()).toBe(contentOf(name));
    }
  });
});

describe("putting files that are there", () => {
  it.each(["1.6", "1.9"] as const)(
    "tells equal ones from others on %s, and replaces when told to",
    async (version) => {
      const { xnat, write, run, texts, puts } = await useResource({ version });
      const folder = await write({ "same.txt": "same", "other.txt": "first" });
      const resource = xnat.project("P").resource("R");
      await run(resource.put(folder));
      await write({ "other.txt": "FIRST", "new.txt": "new" });
      const { results } = await run(resource.put(folder));
      expect(results.map(({ id, status, error }) => [id, status, error?.code]).sort()).toEqual([
        ["P/resources/R/new.txt", "done", undefined],
        ["P/resources/R/other.txt", "failed", "remote/exists"],
        ["P/resources/R/same.txt", "unchanged", undefined],
      ]);
      expect(await texts("P/R")).toEqual({ "same.txt": "same", "other.txt": "first", "new.txt": "new" });
      const planned = await run(resource.put(folder, { overwrite: true, dryRun: true }));
      expect([planned.planned, planned.unchanged]).toEqual([1, 2]);
      const sent = puts();
      const { done, unchanged } = await run(resource.put(folder, { overwrite: true }));
      expect([done, unchanged, puts() - sent]).toEqual([1, 2, 1]);
      expect(await texts("P/R")).toMatchObject({ "other.txt": "FIRST" });
    },
  );

  it.each([{}, { overwrite: true }])(
    "sees on 1.6 that somebody else's file of the same length is there now, whatever the journal says: %o",
    async (options) => {
      const { sandbox, xnat, write, run, dir } = await useResource();
      const folder = await write({ "a.txt": "ours", "b.txt": "bbbb" });
      const put = (): ReturnType<typeof run> =>
        run(
          xnat
            .project("P")
            .resource("R")
            .put(folder, { ...options, journal: join(dir, "state") }),
        );
      await put();
      sandbox.state.xnat.changeFile("P/R", "a.txt");
      const { done, unchanged, results } = await put();
      expect(unchanged).toBe(1);
      if ("overwrite" in options) expect(done).toBe(1);
      else expect(results.flatMap(({ error }) => error?.code ?? [])).toEqual(["remote/exists"]);
    },
  );

  it("fetches no bytes to compare it on 1.6 where the journal knows what was stored", async () => {
    const { sandbox, xnat, write, run, dir } = await useResource();
    const folder = await write({ "a.txt": "aaa", "b.txt": "bbb" });
    const resource = xnat.project("P").resource("R");
    const fetched = async (journal?: string): Promise<readonly number[]> => {
      sandbox.log.clear();
      const { done, unchanged } = await run(resource.put(folder, journal === undefined ? {} : { journal }));
      const whole = sandbox.log.find("GET", /\/files\/./).filter(({ status }) => status !== 206);
      return [done, unchanged, whole.length];
    };
    const journal = join(dir, "state");
    expect(await fetched(journal)).toEqual([2, 0, 0]);
    expect(await fetched(journal)).toEqual([0, 2, 0]);
    expect(await fetched()).toEqual([0, 2, 2]);
    await write({ "a.txt": "AAA" });
    expect((await run(resource.put(folder, { journal }))).failed).toBe(1);
  });

  it("plans without writing anything", async () => {
    const { sandbox, xnat, write, run } = await useResource();
    const folder = await write({ "a.txt": "a" });
    const { planned } = await run(xnat.project("P").resource("R").put(folder, { dryRun: true }));
    expect(planned).toBe(1);
    expect(sandbox.log.entries.filter(({ method }) => method !== "GET" && method !== "POST")).toEqual([]);
  });
});

describe("putting what cannot be stored", () => {
  it("is refused before anything is sent", async () => {
    const { sandbox, xnat, write, run, puts } = await useResource({ version: "1.9" });
    const project = xnat.project("P");
    const a = await write({ "x.txt": "1" }, "a");
    const b = await write({ "x.txt": "2" }, "b");
    const catalog = await write({ "DICOM_catalog.xml": "<x/>", "a.txt": "1" }, "c");
    const codes = [];
    for (const files of [[a, b], [catalog], [join(a, "nothing")]]) {
      const { results } = await run(project.resource("R").put(files));
      codes.push(results.map(({ status, error }) => `${status} ${error?.code ?? ""}`).join());
    }
    expect(codes).toEqual(["failed input/invalid", "failed input/invalid", "failed local/not-found"]);
    const places = [
      { project: "P", subject: "S9" },
      { project: "P", subject: "S1", experiment: "NOPE" },
      { project: "P", subject: "S1", experiment: "S1_MR1", scan: "77" },
      { project: "NOPE" },
    ];
    for (const place of places) {
      const { results } = await run(
        xnat.putResources([{ place: { ...place, resource: "R" }, files: [join(a, "x.txt")] }]),
      );
      expect(results.map(({ status, error }) => [status, error?.code])).toEqual([
        ["failed", "remote/not-found"],
      ]);
    }
    expect(puts()).toBe(0);
    expect(sandbox.log.find("PUT", /./)).toEqual([]);
  });

  it("names a session of another subject as missing, and takes accession IDs", async () => {
    const subjects = ["S1", "S2"].map((label) => ({ label, sessions: [{ label: `${label}_MR1` }] }));
    const { xnat, write, run, texts, puts } = await useResource({ projects: [{ id: "P", subjects }] });
    const folder = await write({ "a.txt": "a" });
    const wrong = xnat.project("P").subject("S1").experiment("S2_MR1");
    const { results } = await run(wrong.resource("R").put(folder));
    expect(results.map(({ error }) => error?.code)).toEqual(["remote/not-found"]);
    expect(puts()).toBe(0);
    const place = { project: "P", subject: "XNAT_S00002", experiment: "XNAT_E00002", resource: "R" };
    expect((await run(xnat.putResources([{ place, files: [folder] }]))).done).toBe(1);
    expect(await texts("P/S2/S2_MR1/R")).toEqual({ "a.txt": "a" });
  });
});
