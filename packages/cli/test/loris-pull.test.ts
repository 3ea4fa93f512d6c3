import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLoris } from "./helpers/loris.js";
import { results, tree } from "./helpers/pulled.js";

describe.each(["v28", "preventad"] as const)("loris pull from %s", (dialect) => {
  const modality = dialect === "v28" ? "t1" : "t1w";
  const visit = dialect === "v28" ? "V1" : "PREBL00";

  it("brings BIDS, one record per file and a summary; the second run moves no image", async () => {
    const loris = await startLoris({ dialect });
    const args = ["loris", "pull", "-o", "study", "-m", modality, "--json", "-j", "4"];
    const first = await loris.run(args);
    expect(first.stderr).not.toMatch(/error|warning/);
    expect(first.code).toBe(0);
    const files = results(first.records);
    for (const file of files) {
      expect(Object.keys(file).slice(0, 6)).toEqual(["type", "id", "target", "action", "status", "bytes"]);
      expect(file["status"]).toBe("done");
    }
    expect(first.records.at(-1)).toMatchObject({
      type: "summary",
      done: files.length,
      unchanged: 0,
      skipped: 0,
      failed: 0,
      ms: expect.any(Number) as number,
    });
    const images = tree(join(loris.folder, "study")).filter((path) => path.endsWith("_T1w.nii.gz"));
    expect(images).toHaveLength(4);
    expect(images[0]).toMatch(new RegExp(`^sub-\\d+/ses-${visit}/anat/sub-\\d+_ses-${visit}_T1w.nii.gz$`));
    expect(existsSync(join(loris.folder, "study", ".scanferry", "manifest.ndjson"))).toBe(true);
    const before = loris.sandbox.log.entries.length;
    const second = await loris.run(args);
    expect(second.code).toBe(0);
    // A README and its like that were made for a dataset are the user's from then on.
    const own = dialect === "v28" ? ["README", "dataset_description.json", "participants.json"] : [];
    const unchanged = files.length - own.length;
    expect(second.records.at(-1)).toMatchObject({ done: 0, unchanged, failed: 0, bytes: 0 });
    const again = results(second.records).map(({ target }) => target);
    expect(
      files
        .map(({ target }) => target)
        .filter((target) => !again.includes(target))
        .sort(),
    ).toEqual(own);
    const moved = loris.sandbox.log.entries
      .slice(before)
      .filter(({ path, responseBytes }) => /nii|nifti/.test(path) && responseBytes > 500);
    expect(moved).toEqual([]);
  });

  it("brings MINC with real JSON beside it, only where something was chosen", async () => {
    const loris = await startLoris({ dialect });
    const args = [
      "loris",
      "pull",
      "--out",
      "minc",
      "--type",
      "minc",
      "--modalities",
      modality,
      "--visits",
      visit,
    ];
    const { code, stderr } = await loris.run([...args, "--json"]);
    expect(stderr).not.toMatch(/error|warning/);
    expect(code).toBe(0);
    const files = tree(join(loris.folder, "minc"));
    expect(files.filter((path) => path.endsWith(".mnc"))).toHaveLength(2);
    expect(files.filter((path) => path.endsWith(".mnc.qc.json"))).toHaveLength(2);
    expect(files.filter((path) => path.endsWith("/candidate.json"))).toHaveLength(2);
    expect(files.filter((path) => path.endsWith("/session.json"))).toHaveLength(2);
    for (const path of files.filter((name) => name.endsWith(".json"))) {
      const text = readFileSync(join(loris.folder, "minc", path), "utf8");
      expect(() => JSON.parse(text) as unknown, path).not.toThrow();
    }
    const noQc = await loris.run(["loris", "pull", "--outputdir", "no-qc", ...args.slice(4), "--no-qc"]);
    expect(noQc.code).toBe(0);
    expect(tree(join(loris.folder, "no-qc")).filter((path) => path.includes(".qc."))).toEqual([]);
  });

  it("checks without writing: 0 when all is the same, 3 when something differs, and -n lists it with 0", async () => {
    const loris = await startLoris({ dialect });
    const args = ["loris", "pull", "-o", "study", "-m", modality];
    const planned = await loris.run([...args, "-n", "--json"]);
    expect(planned.code).toBe(0);
    expect(existsSync(join(loris.folder, "study"))).toBe(false);
    expect(results(planned.records).length).toBeGreaterThan(4);
    // LORIS tells no sizes: 0 would be a wrong one.
    for (const file of results(planned.records)) {
      expect(file["status"]).toBe("planned");
      expect(file).not.toHaveProperty("bytes");
    }
    expect(planned.records.at(-1)).not.toHaveProperty("bytes");
    expect(planned.stderr).toMatch(/\d+ planned · \d+ s/);
    expect((await loris.run([...args, "--check"])).code).toBe(3);
    expect(existsSync(join(loris.folder, "study"))).toBe(false);
    await loris.run(args);
    const same = await loris.run([...args, "--check", "--json"]);
    expect(same.code).toBe(0);
    expect(same.records.at(-1)).toMatchObject({ done: 0, failed: 0 });
    const [image = ""] = tree(join(loris.folder, "study")).filter((path) => path.endsWith(".nii.gz"));
    const path = join(loris.folder, "study", image);
    truncateSync(path, 100);
    const differs = await loris.run([...args, "--check", "--json"]);
    expect(differs.code).toBe(3);
    expect(results(differs.records).filter(({ status }) => status === "planned")).toEqual([
      expect.objectContaining({ target: image }),
    ]);
    expect(readFileSync(path)).toHaveLength(100);
    expect((await loris.run([...args, "-n"])).code).toBe(0);
    expect((await loris.run([...args, "-n", "--check"])).code).toBe(3);
    const mended = await loris.run([...args, "--json"]);
    expect(mended.records.at(-1)).toMatchObject({ done: 1, failed: 0 });
  }, 60_000);

  it("stops before the first byte for values that the server does not know, and prints the valid ones", async () => {
    const loris = await startLoris({ dialect });
    const pull = (...more: string[]) => loris.run(["loris", "pull", "-o", "study", ...more]);
    const unknown = [
      await pull("-m", "T9w"),
      await pull("--visitlabels", "V99"),
      await pull("--site", "Atlantis"),
      await pull("--project", "Nemo"),
      await pull("--candidates", "999999"),
    ];
    for (const { code, stdout } of unknown) {
      expect(code).toBe(2);
      expect(stdout).toBe("");
    }
    expect(unknown[0]?.stderr).toContain(modality);
    expect(unknown[1]?.stderr).toContain(visit);
    expect(unknown[3]?.stderr).toContain(dialect === "v28" ? "Pumpernickel" : "loris");
    expect(existsSync(join(loris.folder, "study"))).toBe(false);
    expect(loris.sandbox.log.entries.filter(({ path }) => /images\/.+/.test(path))).toEqual([]);
  });

  it("chooses candidates by CandID, PSCID, sub-CandID and from a file", async () => {
    const loris = await startLoris({ dialect });
    const { records } = await loris.run(["loris", "ls", "candidates", "--json"]);
    const [one, two] = records.map(({ id, pscid }) => ({ id: String(id), pscid: String(pscid) }));
    const subjects = async (...more: string[]): Promise<string[]> => {
      const run = await loris.run(["loris", "pull", "-o", "study", "-m", modality, "-n", "--json", ...more]);
      expect(run.code).toBe(0);
      const folders = results(run.records).map(({ target }) => /^sub-(\d+)\//.exec(String(target))?.[1]);
      return [...new Set(folders.filter((id) => id !== undefined))].sort();
    };
    expect(await subjects("--candidates", `sub-${one!.id}`)).toEqual([one!.id]);
    expect(await subjects("--candidates", two!.pscid)).toEqual([two!.id]);
    writeFileSync(
      join(loris.folder, "list.csv"),
      `\uFEFFSite,PSCID\r\n"X, Y","${one!.pscid}"\r\n\r\nZ,${two!.pscid}\r\n`,
    );
    expect(await subjects("--candidates-from", "list.csv")).toEqual([one!.id, two!.id].sort());
  });
});
