import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { createZip } from "@scanferry/zip-crypt";
import { describe, expect, it } from "vitest";
import { useResource, type ResourceStage } from "./support/use-resource.js";

const exec = promisify(execFile);
const files = {
  "maps/r2.nii": "r2".repeat(4000),
  "maps/oef.nii": "oef".repeat(4000),
  "log.txt": "ok",
  "empty.txt": "",
};

/** Packs the folder `in` with the tool that a user would take. */
async function packed({ dir }: ResourceStage, name: string): Promise<string> {
  const path = join(dir, name);
  const from = join(dir, "in");
  if (name.endsWith(".zip")) {
    await exec("python3", ["-m", "zipfile", "-c", path, "maps", "log.txt", "empty.txt"], { cwd: from });
  } else {
    const format = name.includes("pax") ? "pax" : "gnu";
    const all = name.includes("dot") ? ["."] : ["maps", "log.txt", "empty.txt"];
    await exec("tar", [`--format=${format}`, name.endsWith("z") ? "-czf" : "-cf", path, ...all], {
      cwd: from,
    });
  }
  return path;
}

describe.each(["1.6", "1.9"] as const)("putting an archive to be unpacked on %s", (version) => {
  it.each([
    ["qBOLD.zip", "qBOLD.zip"],
    ["qBOLD.tar.gz", "qBOLD.tar.gz"],
    ["qBOLD.tar", "qBOLD.tar"],
    ["qBOLD.pax.tgz", "scanferry.zip"],
    ["qBOLD.dot.tar.gz", "scanferry.zip"],
  ])("stores what is in %s, sent as %s", async (name, sentAs) => {
    const stage = await useResource({ version });
    const { sandbox, xnat, write, run, texts } = stage;
    await write(files);
    const archive = await packed(stage, name);
    const resource = xnat.project("P").subject("S1").experiment("S1_MR1").resource("qBOLD");
    const { done, failed, results } = await run(resource.put(archive, { extract: true }));
    expect([done, failed, results[0]?.error]).toEqual([4, 0, undefined]);
    expect(sandbox.log.find("PUT", "/files/").map(({ path }) => path.split("/").at(-1))).toEqual([sentAs]);
    expect(await texts("P/S1/S1_MR1/qBOLD")).toEqual(files);
    const again = await run(resource.put(archive, { extract: true }));
    expect([again.unchanged, again.failed]).toEqual([4, 0]);
    expect(sandbox.log.find("PUT", "/files/")).toHaveLength(1);
  });

  it("stores what is missing, says what is there otherwise, and replaces it when told to", async () => {
    const stage = await useResource({ version });
    const { sandbox, xnat, write, run, texts } = stage;
    await write(files);
    const archive = await packed(stage, "x.tar.gz");
    sandbox.state.xnat.addFile("P/R", "log.txt", "other");
    sandbox.state.xnat.addFile("P/R", "maps/r2.nii", files["maps/r2.nii"]);
    const resource = xnat.project("P").resource("R");
    const { results } = await run(resource.put(archive, { extract: true }));
    expect(results.map(({ id, status, error }) => [id, status, error?.code]).sort()).toEqual([
      ["P/resources/R/empty.txt", "done", undefined],
      ["P/resources/R/log.txt", "failed", "remote/exists"],
      ["P/resources/R/maps/oef.nii", "done", undefined],
      ["P/resources/R/maps/r2.nii", "unchanged", undefined],
    ]);
    expect(await texts("P/R")).toEqual({ ...files, "log.txt": "other" });
    const { done, unchanged } = await run(resource.put(archive, { extract: true, overwrite: true }));
    expect([done, unchanged]).toEqual([1, 3]);
    expect(await texts("P/R")).toEqual(files);
  });
});

describe("an archive that is refused before anything is sent", () => {
  it("has a name that leaves the folder, or is no zip", async () => {
    const { sandbox, xnat, run, dir } = await useResource({ version: "1.9" });
    const evil = join(dir, "evil.zip");
    await exec("python3", ["-c", evilZip, evil]);
    const junk = join(dir, "junk.zip");
    await writeFile(junk, "junk".repeat(100));
    const resource = xnat.project("P").resource("R");
    const refused = await run(resource.put(evil, { extract: true }));
    expect(refused.results.map(({ error }) => error?.code)).toEqual(["data/unsafe-path"]);
    const broken = await run(resource.put(junk, { extract: true }));
    expect(broken.results.map(({ error }) => error?.code)).toEqual(["data/corrupt"]);
    expect(broken.results[0]?.error?.hint).not.toContain("tempFolder");
    expect(sandbox.log.find("PUT", "/files/")).toEqual([]);
  });
});

const evilZip = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as z:
    z.writestr("good.txt", "g")
    z.writestr("../evil.txt", "e")
`;

describe("an archive that XNAT would misread", () => {
  it("is packed anew, names with umlauts, blanks and escapes under their own", async () => {
    for (const version of ["1.6", "1.9"] as const) {
      const stage = await useResource({ version });
      const { xnat, write, run, dir } = stage;
      const odd = { "größe 1.txt": "g", "100%25.txt": "p", "a b/ü.txt": "u" };
      await write({ ...odd, ".DS_Store": "mac" });
      const archive = join(dir, "odd.tar");
      await exec("tar", ["-cf", archive, ...Object.keys(odd), ".DS_Store"], { cwd: join(dir, "in") });
      const resource = xnat.project("P").resource("R");
      const { done, failed } = await run(resource.put(archive, { extract: true }));
      expect([done, failed]).toEqual([3, 0]);
      const listed = [];
      for await (const { path } of resource.files()) listed.push(path);
      expect(listed.sort()).toEqual(Object.keys(odd).sort());
      expect(await run(resource.get(join(dir, "out")))).toMatchObject({ done: 3, failed: 0 });
    }
  });

  it("is found out where it is damaged, encrypted, empty or none, and nothing is sent", async () => {
    const stage = await useResource();
    const { xnat, write, run, dir, puts } = stage;
    await write(files);
    const zip = await packed(stage, "ok.zip");
    const sealed = join(dir, "sealed.zip");
    await createZip(sealed, [{ name: "a.txt", source: Buffer.from("a") }], { password: "six long words" });
    const garbage = join(dir, "garbage.zip");
    await writeFile(garbage, "this is no zip at all");
    const cut = join(dir, "cut.tar.gz");
    const whole = await readFile(await packed(stage, "whole.tar.gz"));
    await writeFile(cut, whole.subarray(0, whole.length - 20));
    const resource = xnat.project("P").resource("R");
    const codes = [];
    for (const path of [sealed, garbage, cut, join(dir, "in/log.txt")]) {
      const { results } = await run(resource.put(path === cut ? path : [zip, path], { extract: true }));
      codes.push(results.map(({ error }) => error?.code).join());
    }
    expect(codes).toEqual(["input/invalid", "data/corrupt", "data/corrupt", "input/invalid"]);
    expect(puts()).toBe(0);
  });
});
