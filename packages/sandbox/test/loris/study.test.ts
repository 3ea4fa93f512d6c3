import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { firstImage, startLorisTest } from "../support/loris-client.js";

interface ListedImage {
  readonly Candidate: string;
  readonly Visit: string;
  readonly ScanType: string;
  readonly Site: string;
  readonly InsertTime: string;
  readonly Link: string;
}

it("makes as many candidates, visits, types and runs as asked for, in the projects asked for", async () => {
  await using test = await startLorisTest({
    project: "Main",
    projects: ["Empty", { name: "Second", candidates: 2 }],
    study: {
      candidates: 3,
      visits: ["A", "B"],
      scanTypes: ["t1", "fMRI"],
      runsPerType: 2,
      sites: ["Rome", "Ottawa"],
    },
  });
  const images = async (project: string): Promise<readonly ListedImage[]> =>
    ((await test.client.ask(`/projects/${project}/images`)).json() as { Images: ListedImage[] }).Images;
  const main = await images("Main");
  expect(main).toHaveLength(3 * 2 * 2 * 2);
  expect(await images("Empty")).toEqual([]);
  expect(await images("Second")).toHaveLength(16);
  expect(new Set(main.map((image) => image.Link)).size).toBe(main.length);
  expect(new Set(main.map((image) => image.Site))).toEqual(new Set(["Rome", "Ottawa"]));
  for (const image of main) expect((await test.client.ask(image.Link)).status).toBe(200);
  const { Projects } = (await test.client.ask("/projects")).json() as { Projects: object };
  expect(Object.keys(Projects)).toEqual(["Main", "Empty", "Second"]);
});

it("lists with since only what was inserted then or later; PREVENT-AD does not look at it", async () => {
  for (const dialect of ["v28", "preventad"] as const) {
    await using test = await startLorisTest({ dialect });
    const project = dialect === "v28" ? "Pumpernickel" : "loris";
    const links = async (query: string): Promise<readonly string[]> =>
      (
        (await test.client.ask(`/projects/${project}/images${query}`)).json() as { Images: ListedImage[] }
      ).Images.map((image) => image.Link);
    const all = await links("");
    const { link } = firstImage(test.sandbox);
    test.sandbox.state.loris.changeImage(link);
    expect(await links("?since=2020-01-01")).toEqual(dialect === "v28" ? [link] : all);
    expect(await links("?since=2019-01-01")).toEqual(all);
  }
});

it("sends images that are what their first bytes say: HDF5 with its size, gzip around NIfTI, distinct for each image", async () => {
  const sizes = [1, 400, 444, 4096, 65_535, 65_600, 66_000, 131_460, 200_001];
  await using test = await startLorisTest({
    study: {
      candidates: 1,
      visits: ["A"],
      scanTypes: ["t1"],
      runsPerType: sizes.length,
      imageBytes: (image) => sizes[image.run - 1] ?? 0,
    },
  });
  const seen = new Set<string>();
  for (const image of test.sandbox.state.loris.images()) {
    const minc = (await test.client.ask(image.link)).bytes;
    expect(minc.subarray(0, 8).toString("latin1")).toBe("\x89HDF\r\n\x1a\n");
    expect(Number(minc.readBigUInt64LE(40))).toBe(minc.length);
    expect(minc.length).toBe(Math.max(512, image.bytes));
    const packed = await test.client.ask(`${image.link}/format/nifti`);
    expect(packed.bytes.length).toBe(Math.max(444, image.bytes));
    const nifti = gunzipSync(packed.bytes);
    expect(nifti.readInt32LE(0)).toBe(348);
    expect(nifti.subarray(344, 348).toString("latin1")).toBe("n+1\0");
    const voxels = nifti.readInt16LE(42) * nifti.readInt16LE(44) * nifti.readInt16LE(46);
    expect(nifti.length).toBeGreaterThanOrEqual(352 + 2 * voxels);
    seen.add(minc.toString("latin1")).add(nifti.toString("latin1"));
  }
  expect(seen.size).toBe(2 * sizes.length);
});

it("names types as measured: MINC by its magic, gzip as text on PREVENT-AD, names unquoted", async () => {
  await using stock = await startLorisTest({ study: { candidates: 1, scanTypes: ["dwi25"] } });
  await using legacy = await startLorisTest({ dialect: "preventad", study: { candidates: 1 } });
  const image = firstImage(stock.sandbox);
  const type = async (test: typeof stock, path: string): Promise<string | null> =>
    (await test.client.ask(path)).headers.get("content-type");
  const minc = await stock.client.ask(image.link);
  expect(minc.headers.get("content-type")).toBe("application/x.minc2");
  expect(minc.headers.get("content-disposition")).toBe(`attachment; filename=${image.name}`);
  expect(await type(stock, `${image.link}/format/nifti`)).toBe("application/octet-stream");
  expect(await type(stock, `${image.link}/format/bval`)).toBe("application/text");
  expect(await type(stock, `${image.link}/format/thumbnail`)).toBe("image/jpeg");
  expect(await type(legacy, firstImage(legacy.sandbox).bids.NiftiLink)).toBe("text/plain;charset=utf-8");
  expect(await type(legacy, "/projects/loris/bids/participants.tsv")).toBe("text/tsv");
});

it("gives md5hash of the file itself for images that are not MINC, and something else that changes for MINC", async () => {
  await using test = await startLorisTest({
    images: [{ candidate: "300001", visit: "V1", scanType: "t1", name: "native.nii.gz", bytes: 70_000 }],
  });
  const value = async (link: string): Promise<string> =>
    ((await test.client.ask(`${link}/headers/md5hash`)).json() as { Value: string }).Value;
  const { createHash } = await import("node:crypto");
  const link = "/candidates/300001/V1/images/native.nii.gz";
  const { bytes } = await test.client.ask(link);
  expect(await value(link)).toBe(createHash("md5").update(bytes).digest("hex"));
  const minc = firstImage(test.sandbox).link;
  const before = await value(minc);
  const whole = createHash("md5")
    .update((await test.client.ask(minc)).bytes)
    .digest("hex");
  test.sandbox.state.loris.changeImage(minc);
  expect(before).not.toBe(whole);
  expect(await value(minc)).not.toBe(before);
  expect((await test.client.ask(`${minc}/headers/full`)).text).not.toContain("md5hash");
});

it("has QC with a boolean, a list with a text, and changes both", async () => {
  await using test = await startLorisTest();
  const { link } = firstImage(test.sandbox);
  const qc = async (): Promise<unknown> => {
    const { QC, Selected } = (await test.client.ask(`${link}/qc`)).json() as Record<string, unknown>;
    return [QC, Selected];
  };
  expect(await qc()).toEqual(["Pass", true]);
  expect((await test.client.ask("/projects/Pumpernickel/images")).text).toContain('"Selected":"true"');
  test.sandbox.state.loris.setQc(link, { status: "Fail" });
  expect(await qc()).toEqual(["Fail", null]);
});

it("writes stages that are empty as a list, and headers that are absent as well on PREVENT-AD", async () => {
  await using test = await startLorisTest({ dialect: "preventad", study: { candidates: 1, stages: false } });
  const { candidate, visit, link } = firstImage(test.sandbox);
  expect((await test.client.ask(`/candidates/${candidate}/${visit}`)).text).toContain('"Stages":[]');
  const { Physical, Dimensions } = (await test.client.ask(`${link}/headers`)).json() as Record<
    string,
    object
  >;
  expect(Physical).toMatchObject({ TI: [] });
  expect(Dimensions).toMatchObject({ TimeDimension: { Length: [] } });
});

it("takes images with hostile names, visits and candidates as they are, and serves them when asked by their encoded name", async () => {
  const names = [
    "../../up.mnc",
    "/etc/passwd",
    "CON",
    "Twin.mnc",
    "twin.mnc",
    "a?b*c#d%41.mnc",
    "x".repeat(300),
    "n\0l",
  ];
  await using test = await startLorisTest({
    study: { candidates: 0 },
    images: [
      ...names.map((name) => ({ candidate: "300001", visit: "V 1", scanType: "t1", name })),
      { candidate: "../1552175122", visit: "../V", scanType: "t1", subfolder: "../../x" },
    ],
  });
  const { Images } = (await test.client.ask("/projects/Pumpernickel/images")).json() as {
    Images: ListedImage[];
  };
  expect(Images.map((image) => image.Link)).toEqual([
    ...names.map((name) => `/candidates/300001/V 1/images/${name}`),
    "/candidates/../1552175122/../V/images/demo_../1552175122_../V_t1_001.mnc",
  ]);
  for (const name of names) {
    const answer = await test.client.ask(`/candidates/300001/V%201/images/${encodeURIComponent(name)}`);
    expect([name, answer.status]).toEqual([name, 200]);
  }
});

it("knows a candidate with a CandID of ten digits of whom no dates are known", async () => {
  await using test = await startLorisTest({
    images: [{ candidate: "1552175122", visit: "V1", scanType: "t1", pscid: "DCC999" }],
  });
  const { Meta, Visits } = (await test.client.ask("/candidates/1552175122")).json() as Record<string, object>;
  expect(Meta).toMatchObject({ CandID: "1552175122", PSCID: "DCC999", EDC: null, DoB: null, Sex: null });
  expect(Visits).toEqual(["V1"]);
});

it("answers 403 for candidates that are restricted, and lists them all the same", async () => {
  await using test = await startLorisTest({ study: { candidates: 2, restrictedCandidates: ["300001"] } });
  const { link } = firstImage(test.sandbox);
  const answer = await test.client.ask(link);
  expect([answer.status, answer.text]).toEqual([403, '{"error":"forbidden"}']);
  expect((await test.client.ask("/projects/Pumpernickel/images")).text).toContain("/candidates/300001/");
  test.sandbox.state.loris.restrict("300001", false);
  expect((await test.client.ask(link)).status).toBe(200);
});

it("does not have the files of images that are missing by rule", async () => {
  await using test = await startLorisTest({ study: { missingImages: (image) => image.scanType === "t2" } });
  const statuses = new Map<string, Set<number>>();
  for (const image of test.sandbox.state.loris.images())
    statuses.set(
      image.scanType,
      (statuses.get(image.scanType) ?? new Set()).add((await test.client.ask(image.link)).status),
    );
  expect(Object.fromEntries(statuses)).toMatchObject({ t1: new Set([200]), t2: new Set([404]) });
});

it("lists 100,000 images that it never holds", async () => {
  await using test = await startLorisTest({
    dialect: "preventad",
    study: { candidates: 1000, scanTypes: ["t1w", "FLAIR", "dwi65", "bold", "asl"], runsPerType: 10 },
  });
  const { body } = await fetch(`${test.client.base}/projects/loris/images`, {
    headers: { Authorization: `Bearer ${test.client.token}` },
  });
  let links = 0;
  let rest = "";
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    const parts = (rest + Buffer.from(chunk).toString("latin1")).split('"Link"');
    links += parts.length - 1;
    rest = (parts.at(-1) ?? "").slice(-5);
  }
  expect(links).toBe(100_000);
});
