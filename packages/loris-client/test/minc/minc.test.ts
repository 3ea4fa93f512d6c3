import { rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { usePull } from "../pull/support/use-pull.js";

const dialects = [
  { dialect: "v28" as const, scanTypes: ["t1", "dwi25"], visits: ["V1", "V2"] },
  { dialect: "preventad" as const, scanTypes: ["t1w", "dwi65"], visits: ["PREBL00", "PREFU12"] },
];

describe.each(dialects)("pull of type minc from $dialect", ({ dialect, scanTypes, visits }) => {
  const [t1 = "", dwi = ""] = scanTypes;
  const [first = "", second = ""] = visits;
  const start = () => usePull({ dialect, study: { candidates: 2, scanTypes, visits } });
  type Stage = Awaited<ReturnType<typeof start>>;

  /** What belongs to the images that a test selects. */
  const expectedTree = (
    stage: Stage,
    selects: (image: { visit: string; scanType: string; candidate: string }) => boolean,
  ): string[] => {
    const paths = stage
      .images()
      .filter(selects)
      .flatMap(({ candidate, visit, name }) => [
        `${candidate}/candidate.json`,
        `${candidate}/${visit}/session.json`,
        `${candidate}/${visit}/${name}`,
        `${candidate}/${visit}/${name}.qc.json`,
      ]);
    return [...new Set(paths)].sort();
  };

  it("brings candidates, visits, images and their quality control as real JSON", async () => {
    const stage = await start();
    const { failed, skipped } = await stage.pull({ type: "minc" });
    expect([failed, skipped]).toEqual([0, 0]);
    expect(await stage.tree()).toEqual(expectedTree(stage, () => true));
    const [image] = stage.images();
    const folder = image!.candidate;
    const candidate = await stage.text(`${folder}/candidate.json`);
    expect(candidate).toBe(`${JSON.stringify(JSON.parse(candidate), undefined, 2)}\n`);
    expect(JSON.parse(candidate)).toMatchObject({ CandID: folder, PSCID: image!.pscid });
    expect(JSON.parse(await stage.text(`${folder}/${first}/session.json`))).toMatchObject({
      CandID: folder,
      Visit: first,
    });
    expect(JSON.parse(await stage.text(`${folder}/${first}/${image!.name}.qc.json`))).toMatchObject({
      Meta: { CandID: folder, Visit: first, File: image!.name },
    });
  });

  it("makes folders for nothing but what the filters leave", async () => {
    const stage = await start();
    await stage.pull({ type: "minc", modalities: [t1], visits: [second] });
    expect(await stage.tree()).toEqual(
      expectedTree(stage, ({ visit, scanType }) => visit === second && scanType === t1),
    );
    expect((await stage.tree()).length).toBe(8);
  });

  it("takes candidates by CandID, PSCID and BIDS name", async () => {
    const stage = await start();
    const [one, other] = [...new Set(stage.images().map(({ candidate }) => candidate))];
    const { pscid } = stage.images().find(({ candidate }) => candidate === one)!;
    await stage.pull({ type: "minc", candidates: [pscid] });
    expect(await stage.tree()).toEqual(expectedTree(stage, ({ candidate }) => candidate === one));
    await stage.pull({ type: "minc", candidates: [`sub-${other!}`] });
    expect(await stage.tree()).toEqual(expectedTree(stage, () => true));
  });

  it("filters by project, site, time and parts of scan types", async () => {
    const stage = await start();
    const [image] = stage.images();
    const { site, project } = image!;
    await stage.pull({
      type: "minc",
      project,
      site,
      modalities: ["dwi"],
      modalityMatch: "contains",
      visits: [first],
    });
    const ofSite = new Set(stage.images().flatMap((one) => (one.site === site ? [one.candidate] : [])));
    const selects = ({
      candidate,
      visit,
      scanType,
    }: {
      candidate: string;
      visit: string;
      scanType: string;
    }): boolean => ofSite.has(candidate) && visit === first && scanType === dwi;
    expect(await stage.tree()).toEqual(expectedTree(stage, selects));
    stage.sandbox.state.loris.changeImage(image!.link);
    const changed = stage.images().find(({ link }) => link === image!.link)!;
    const { results } = await stage.pull({ type: "minc", since: new Date(changed.insertTime) });
    expect(results.filter(({ target }) => /\.mnc$/.test(target)).map(({ target }) => target)).toEqual([
      `${image!.candidate}/${image!.visit}/${image!.name}`,
    ]);
  });

  it("leaves the quality control out when asked to", async () => {
    const stage = await start();
    await stage.pull({ type: "minc", qc: false });
    const all = expectedTree(stage, () => true);
    expect(await stage.tree()).toEqual(all.filter((path) => !path.endsWith(".qc.json")));
    expect(stage.sandbox.log.find("GET", /\/qc$/)).toHaveLength(0);
  });

  it("moves no byte of an image in a second run, and leaves all files as they are", async () => {
    const stage = await start();
    const { done } = await stage.pull({ type: "minc" });
    const again = await stage.pull({ type: "minc" });
    expect([again.unchanged, again.done, again.failed]).toEqual([done, 0, 0]);
    expect(stage.imageBytes()).toBe(0);
  });

  it("asks for each candidate and each visit once", async () => {
    const stage = await start();
    await stage.pull({ type: "minc" });
    expect(stage.sandbox.log.find("GET", /\/candidates\/\d+\/?$/)).toHaveLength(2);
    expect(stage.sandbox.log.find("GET", /\/candidates\/\d+\/\w+\/?$/)).toHaveLength(4);
    expect(stage.sandbox.log.find("GET", /\/candidates\/.*\/images$/)).toHaveLength(0);
  });

  it("brings a quality control that changed, and nothing else", async () => {
    const stage = await start();
    await stage.pull({ type: "minc" });
    const [image] = stage.images();
    stage.sandbox.state.loris.setQc(image!.name, { status: "Fail", selected: false });
    const { results } = await stage.pull({ type: "minc" });
    expect(results.filter(({ status }) => status === "done").map(({ target }) => target)).toEqual([
      `${image!.candidate}/${image!.visit}/${image!.name}.qc.json`,
    ]);
    expect(
      JSON.parse(await stage.text(`${image!.candidate}/${image!.visit}/${image!.name}.qc.json`)),
    ).toMatchObject({
      QC: "Fail",
    });
  });

  it("brings an image back that was deleted, truncated or damaged here, and one that changed there", async () => {
    const stage = await start();
    const { done } = await stage.pull({ type: "minc" });
    const [deleted, cut, damaged, changed] = stage
      .images()
      .map(({ candidate, visit, name }) => `${candidate}/${visit}/${name}`);
    const before = await Promise.all([deleted, cut, damaged].map((path) => stage.text(path!)));
    await rm(join(stage.dir, deleted!));
    await truncate(join(stage.dir, cut!), 1000);
    await stage.write(damaged!, "x".repeat(before[2]!.length));
    stage.sandbox.state.loris.changeImage(stage.images()[3]!.name);
    const { results, unchanged, failed } = await stage.pull({ type: "minc" });
    expect(
      results
        .filter(({ status }) => status === "done")
        .map(({ target }) => target)
        .sort(),
    ).toEqual([deleted, cut, damaged, changed].sort());
    expect([unchanged, failed]).toEqual([done - 4, 0]);
    expect(await Promise.all([deleted, cut, damaged].map((path) => stage.text(path!)))).toEqual(before);
  });

  it("names a candidate that answers 403 and brings the others", async () => {
    const stage = await start();
    const refused = stage.images()[0]!.candidate;
    stage.sandbox.state.loris.restrict(refused);
    const { results } = await stage.pull({ type: "minc" });
    const failed = results.filter(({ status }) => status === "failed");
    expect(failed.length).toBeGreaterThan(0);
    for (const { id, error } of failed) {
      expect(error).toMatchObject({ code: "auth/forbidden" });
      expect(`${id} ${error?.subject ?? ""}`).toContain(refused);
      expect(error?.message).not.toContain(refused);
    }
    expect(await stage.tree()).toEqual(expectedTree(stage, ({ candidate }) => candidate !== refused));
  });

  it("names a listed image that is missing, stores nothing for it, and brings it when it is back", async () => {
    const stage = await start();
    const missing = stage.images()[1]!;
    const target = `${missing.candidate}/${missing.visit}/${missing.name}`;
    stage.sandbox.state.loris.removeFile(missing.link);
    const { results } = await stage.pull({ type: "minc" });
    expect(results.filter(({ status }) => status === "failed").map((result) => result.target)).toEqual([
      target,
    ]);
    expect(await stage.tree()).not.toContain(target);
    stage.sandbox.state.loris.restoreFile(missing.link);
    const again = await stage.pull({ type: "minc" });
    expect(again.results.filter(({ status }) => status === "done").map((result) => result.target)).toEqual([
      target,
    ]);
  });

  it("plans everything and writes nothing in a dry run", async () => {
    const stage = await start();
    const { planned, results } = await stage.pull({ type: "minc", dryRun: true });
    expect(planned).toBe(results.length);
    expect(results.map(({ target }) => target).sort()).toEqual(expectedTree(stage, () => true));
    expect(await stage.tree({ internal: true, sidecars: true })).toEqual([]);
  });

  it("compares without writing: what is right is unchanged, what is missing or older is planned", async () => {
    const stage = await start();
    await stage.pull({ type: "minc" });
    const [missing, changed] = stage.images();
    const path = ({ candidate, visit, name }: { candidate: string; visit: string; name: string }): string =>
      `${candidate}/${visit}/${name}`;
    await rm(join(stage.dir, path(missing!)));
    stage.sandbox.state.loris.setQc(changed!.name, { status: "Fail", selected: false });
    const before = await stage.tree({ internal: true, sidecars: true });
    const { results, done, failed } = await stage.pull({ type: "minc", check: true });
    expect([done, failed]).toEqual([0, 0]);
    expect(
      results
        .filter(({ status }) => status === "planned")
        .map(({ target }) => target)
        .sort(),
    ).toEqual([path(missing!), `${path(changed!)}.qc.json`].sort());
    expect(await stage.tree({ internal: true, sidecars: true })).toEqual(before);
  });

  it("keeps images of other output types", async () => {
    const stage = await start();
    const { candidate } = stage.images()[0]!;
    stage.sandbox.state.loris.addImage({
      candidate,
      visit: first,
      scanType: `${t1}-defaced`,
      name: `demo_${candidate}_${first}_${t1}_001_${t1}-defaced_001.mnc`,
      outputType: "defaced",
    });
    await stage.pull({ type: "minc", modalities: [`${t1}-defaced`] });
    expect(await stage.tree()).toContain(
      `${candidate}/${first}/demo_${candidate}_${first}_${t1}_001_${t1}-defaced_001.mnc`,
    );
  });
});
