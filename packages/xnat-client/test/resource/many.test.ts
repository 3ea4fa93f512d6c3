import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { useResource } from "./support/use-resource.js";

const projects = [
  {
    id: "erc-wp1",
    subjects: ["p020", "p021", "p023"].map((label) => ({ label, sessions: [{ label: `${label}-mri` }] })),
  },
];
const place = { project: "erc-wp1", subject: "{subject}", experiment: "{subject}-mri", resource: "qBOLD" };
const folders = {
  "erc-wp1-p020/maps/r2.nii": "20",
  "erc-wp1-p021/maps/r2.nii": "21",
  "erc-wp1-p021/log.txt": "21",
  "erc-wp1-p022/maps/r2.nii": "22",
  "erc-wp1-p023/maps/r2.nii": "23",
  "notes/readme.txt": "not meant",
};

describe("the manual's loop over subjects", () => {
  it("is one call: a folder of each goes to its session, and what is missing is said first", async () => {
    const { sandbox, xnat, write, run, texts, puts } = await useResource({ projects });
    const files = join(await write(folders), "erc-wp1-{subject}");
    const only = ["p020", "p021", "p022", "p023", "p024"];
    const plan = await run(xnat.putByTemplate({ place, files, only }, { dryRun: true }));
    expect([plan.planned, plan.skipped, puts()]).toEqual([4, 2, 0]);
    const { done, results } = await run(xnat.putByTemplate({ place, files, only }));
    expect(done).toBe(4);
    expect(results.slice(0, 2).map(({ id, status, error }) => [id, status, error?.code])).toEqual([
      ["erc-wp1/p024/p024-mri/resources/qBOLD", "skipped", "local/not-found"],
      ["erc-wp1/p022/p022-mri/resources/qBOLD", "skipped", "remote/not-found"],
    ]);
    expect(await texts("erc-wp1/p021/p021-mri/qBOLD")).toEqual({ "maps/r2.nii": "21", "log.txt": "21" });
    expect(await texts("erc-wp1/p023/p023-mri/qBOLD")).toEqual({ "maps/r2.nii": "23" });
    sandbox.log.clear();
    expect(await run(xnat.putByTemplate({ place, files }))).toMatchObject({ unchanged: 4, skipped: 1 });
    expect(puts()).toBe(0);
  });

  it("stops before the first byte under strict", async () => {
    const { sandbox, xnat, write, run } = await useResource({ projects });
    const files = join(await write(folders), "erc-wp1-{subject}");
    const strict = { strict: true };
    const error = await failsWith(allOf(xnat.putByTemplate({ place, files }, strict)), "remote/not-found");
    expect(error.subject).toContain("p022-mri");
    await failsWith(allOf(xnat.putByTemplate({ place, files, only: ["p099"] }, strict)), "local/not-found");
    expect(sandbox.log.find("PUT", /./)).toEqual([]);
    const some = await run(xnat.putByTemplate({ place, files, only: ["p020"] }, strict));
    expect([some.done, some.skipped]).toEqual([1, 0]);
  });

  it("takes each subfolder of a tree, and refuses fields that the path does not have", async () => {
    const { xnat, write, run, dir, texts } = await useResource({ projects });
    const tree = await write({ "p020/a.txt": "1", "p023/a.txt": "3" }, "tree");
    expect((await run(xnat.putByTemplate({ place, files: tree }))).done).toBe(2);
    expect(await texts("erc-wp1/p023/p023-mri/qBOLD")).toEqual({ "a.txt": "3" });
    const { resource } = place;
    const odd = { project: "P", subject: "{subject}", experiment: "{session}", resource };
    await failsWith(allOf(xnat.putByTemplate({ place: odd, files: `${tree}/{subject}` })), "input/invalid");
    await failsWith(
      allOf(xnat.putByTemplate({ place: { project: "P", resource }, files: tree })),
      "input/invalid",
    );
    await mkdir(join(dir, "none"));
    await failsWith(allOf(xnat.putByTemplate({ place, files: join(dir, "none") })), "local/not-found");
  });
});

describe("a list of tasks", () => {
  it("joins those of one resource, so that names that meet are found before anything is sent", async () => {
    const { xnat, write, run, puts } = await useResource();
    const [a, b] = [await write({ "x.txt": "1" }, "a"), await write({ "x.txt": "2", "y.txt": "2" }, "b")];
    const target = { project: "P", resource: "R" };
    const both = [a, b].map((folder) => ({ place: target, files: [join(folder, "x.txt")] }));
    const { results } = await run(xnat.putResources(both));
    expect(results.map(({ error }) => error?.code)).toEqual(["input/invalid"]);
    expect(puts()).toBe(0);
    const named = [
      { place: target, files: [{ path: join(a, "x.txt"), name: "one/x.txt" }] },
      { place: target, files: [{ path: b, name: "two" }] },
    ];
    const { results: stored } = await run(xnat.putResources(named));
    expect(stored.map(({ id }) => id).sort()).toEqual([
      "P/resources/R/one/x.txt",
      "P/resources/R/two/x.txt",
      "P/resources/R/two/y.txt",
    ]);
  });
});
