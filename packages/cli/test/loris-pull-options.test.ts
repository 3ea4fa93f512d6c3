import { chmodSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startLoris } from "./helpers/loris.js";
import { results, tree } from "./helpers/pulled.js";

describe("loris pull", () => {
  it("leaves -v LABEL of the script over, with the option that is meant", async () => {
    const loris = await startLoris();
    for (const args of [
      ["-v", "NAPBL00"],
      ["-m", "t1", "-v", "NAPBL00,PREBL00"],
    ]) {
      const { code, stderr } = await loris.run(["loris", "pull", "-o", "study", ...args]);
      expect(code).toBe(2);
      expect(stderr).toContain("--visitlabels");
    }
    expect(loris.sandbox.log.entries).toEqual([]);
  });

  it("compares modalities whole, or by a part of the name on request; bold is bold alone", async () => {
    const scanTypes = ["bold", "t1w", "T2star", "qT2star", "task-encoding-bold"];
    const loris = await startLoris({ dialect: "preventad", study: { scanTypes } });
    const modalities = async (...more: string[]): Promise<Set<string>> => {
      const { records } = await loris.run(["loris", "ls", "images", "--json", ...more]);
      return new Set(records.map(({ modality }) => String(modality)));
    };
    expect(await modalities("-m", "T2star")).toEqual(new Set(["T2star"]));
    expect(await modalities("-m", "T2star", "--modality-match", "contains")).toEqual(
      new Set(["T2star", "qT2star"]),
    );
    expect(await modalities("-m", "bold,t1w", "--modality-match", "contains")).toEqual(
      new Set(["bold", "t1w"]),
    );
  });

  it("writes to the current folder where nobody can be asked", async () => {
    const loris = await startLoris();
    const pull = ["loris", "pull", "-t", "minc", "-m", "t1", "--no-qc", "-v", "--log-file", "run.log"];
    const { code, stdout, stderr } = await loris.run(pull);
    expect(code).toBe(0);
    // Each file is named once to a person, and once in the log.
    expect(stdout.match(/^done\t.*\.mnc$/gm)).toHaveLength(4);
    expect(stderr).not.toContain(".mnc");
    const log = readFileSync(join(loris.folder, "run.log"), "utf8");
    expect(log.match(/"message":"download done".*\.mnc"/g)).toHaveLength(4);
    expect(tree(loris.folder).filter((path) => path.endsWith(".mnc"))).toHaveLength(4);
  });

  it("maps scan types by a file, lists what it leaves out, and --strict ends with 5", async () => {
    const loris = await startLoris({ study: { scanTypes: ["t1", "dwi25", "odd"] } });
    writeFileSync(
      join(loris.folder, "mapping.json"),
      JSON.stringify({ t1: { bids: "anat/T2w" }, dwi25: { skip: "not needed" } }),
    );
    const args = [
      "loris",
      "pull",
      "-o",
      "study",
      "--mapping",
      "mapping.json",
      "-m",
      "t1,dwi25,odd",
      "--json",
    ];
    const { code, records } = await loris.run(args);
    expect(code).toBe(0);
    const skipped = results(records).filter(({ status }) => status === "skipped");
    expect(skipped).toHaveLength(8);
    const hints = skipped.filter(({ error }) => (error as { hint?: string }).hint !== undefined);
    expect(hints).toHaveLength(4);
    expect(tree(join(loris.folder, "study")).filter((path) => path.endsWith("_T2w.nii.gz"))).toHaveLength(4);
    expect((await loris.run([...args, "--strict"])).code).toBe(5);
    // What the mapping itself leaves out is no fault.
    const wanted = args.map((word) => word.replace(",odd", ""));
    expect((await loris.run([...wanted, "--strict"])).code).toBe(0);
    writeFileSync(join(loris.folder, "mapping.json"), JSON.stringify({ t1: { bids: "nowhere" } }));
    const wrong = await loris.run(args);
    expect(wrong.code).toBe(2);
    writeFileSync(join(loris.folder, "mapping.json"), "{");
    expect((await loris.run(args)).code).toBe(2);
    expect((await loris.run(["loris", "pull", "-o", "study", "--mapping", "none.json"])).code).toBe(5);
    const folder = await loris.run(["loris", "pull", "-o", "study", "--mapping", "."]);
    expect(folder.code).toBe(2);
    expect(folder.stderr).toContain("not a folder");
  });

  it("writes sidecars as the script does, or none", async () => {
    const loris = await startLoris({ dialect: "preventad" });
    const etags = (folder: string): string[] =>
      readdirSync(join(loris.folder, folder), { recursive: true, encoding: "utf8" }).filter((name) =>
        /_T1w\.nii\.gz\.etag$/.test(name),
      );
    await loris.run(["loris", "pull", "-o", "with", "-m", "t1w"]);
    expect(etags("with")).toHaveLength(4);
    expect(readFileSync(join(loris.folder, "with", etags("with")[0] ?? ""), "utf8")).toMatch(
      /^[0-9a-f]{32}$/,
    );
    await loris.run(["loris", "pull", "-o", "without", "-m", "t1w", "--no-sidecars"]);
    expect(etags("without")).toEqual([]);
  });

  it("gives events their BIDS name, or leaves the server's", async () => {
    const loris = await startLoris({ dialect: "preventad" });
    const events = (folder: string): string[] =>
      tree(join(loris.folder, folder)).filter((path) => path.includes("_events."));
    await loris.run(["loris", "pull", "-o", "bids", "-m", "task-encoding-bold"]);
    expect(events("bids")).toHaveLength(4);
    for (const path of events("bids")) expect(path).toMatch(/task-encoding_run-\d+_events\.tsv$/);
    await loris.run(["loris", "pull", "-o", "kept", "-m", "task-encoding-bold", "--keep-event-names"]);
    expect(events("kept")).toHaveLength(4);
    for (const path of events("kept")) expect(path).toMatch(/_bold_events\.txt$/);
  });

  it("finds by --checksum, and only by it, bytes that changed under the same size and time", async () => {
    const loris = await startLoris();
    const args = ["loris", "pull", "-o", "study", "-m", "t1", "--json"];
    await loris.run(args);
    const images = tree(join(loris.folder, "study")).filter((path) => path.endsWith(".nii.gz"));
    expect(images).toHaveLength(4);
    const path = join(loris.folder, "study", images[0] ?? "");
    const { atime, mtime } = statSync(path);
    const bytes = readFileSync(path);
    const rotten = Buffer.from(bytes);
    rotten.writeUInt8(rotten.readUInt8(40) ^ 1, 40);
    writeFileSync(path, rotten);
    utimesSync(path, atime, mtime);
    expect((await loris.run(args)).records.at(-1)).toMatchObject({ done: 0, failed: 0 });
    const { code, records } = await loris.run([...args, "--checksum"]);
    expect(code).toBe(0);
    expect(records.at(-1)).toMatchObject({ done: 1, failed: 0 });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it("reads a list of candidates from standard input, and a mapping with a BOM", async () => {
    const loris = await startLoris();
    writeFileSync(join(loris.folder, "mapping.json"), `\uFEFF${JSON.stringify({ t1: "anat/T2w" })}`);
    const [first] = loris.sandbox.state.loris.images();
    const args = ["loris", "pull", "-n", "--json", "-m", "t1", "--candidates-from", "-"];
    const { code, records } = await loris.run([...args, "--mapping", "mapping.json"], {
      input: `${String(first?.candidate)}\n`,
    });
    expect(code).toBe(0);
    const targets = results(records).map(({ target }) => String(target));
    const images = targets.filter((target) => target.endsWith("_T2w.nii.gz"));
    expect(images).toHaveLength(2);
    for (const image of images) expect(image).toContain(`sub-${String(first?.candidate)}/`);
    writeFileSync(join(loris.folder, "mapping.json"), JSON.stringify({ tl: "anat/T1w", T2: "anat/T2w" }));
    const misspelled = await loris.run(["loris", "pull", "-n", "-q", "--json", "--mapping", "mapping.json"]);
    expect(misspelled.code).toBe(0);
    const warnings = misspelled.records.filter(({ type }) => type === "warning");
    expect(warnings).toEqual([
      expect.objectContaining({ message: "The mapping names scan types that no image has: tl." }),
    ]);
    const both = await loris.run([...args, "--password-stdin"], { input: "word\n" });
    expect(both.code).toBe(2);
  });

  it("looks with --check and -n at a folder that cannot be written", async () => {
    const loris = await startLoris();
    const args = ["loris", "pull", "-o", "study", "-m", "t1"];
    await loris.run(args);
    const study = join(loris.folder, "study");
    chmodSync(study, 0o555);
    chmodSync(join(study, ".scanferry"), 0o555);
    expect((await loris.run([...args, "--check"])).code).toBe(0);
    expect((await loris.run([...args, "-n"])).code).toBe(0);
    chmodSync(study, 0o755);
    chmodSync(join(study, ".scanferry"), 0o755);
  });

  it("takes a scan type that has nothing new since a day for known, and a misspelled one for unknown", async () => {
    const loris = await startLoris();
    const args = ["loris", "pull", "-o", "study", "-t", "minc", "--since", "2099-01-01"];
    const known = await loris.run([...args, "-m", "t1"]);
    expect(known.code).toBe(0);
    expect(known.stderr).toContain("No image passes all the filters together");
    const quiet = await loris.run([...args, "-m", "t1", "-q", "--json"]);
    expect(quiet.records[0]).toMatchObject({
      type: "warning",
      message: expect.stringContaining("No image passes all the filters together") as string,
    });
    expect(quiet.stderr).toContain("warning: No image passes all the filters together");
    const unknown = await loris.run([...args, "-m", "t9"]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("dwi25, fMRI, t1, t2");
    const all = await loris.run(args);
    expect(all.code).toBe(0);
    expect(all.stderr).toContain("no images that it took in since then");
  });
});
