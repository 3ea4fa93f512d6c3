import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { firstImage, type LorisTestClient, startLorisTest } from "../support/loris-client.js";

const EMPTY = "99914b932bd37a50b983c5e7c90ae93b";
const STUDY = "8241a4b1e6d135003117a3b095b974a5";

async function etag(client: LorisTestClient, path: string): Promise<string> {
  const answer = await client.ask(path);
  expect(answer.status, path).toBe(200);
  return answer.headers.get("etag") ?? "none";
}

async function withTag(client: LorisTestClient, path: string, value: string): Promise<number> {
  return (await client.ask(path, { headers: { "If-None-Match": value } })).status;
}

it("gives one constant ETag to 28's lists, tars and tables, and 304 for it whatever changed", async () => {
  await using test = await startLorisTest();
  const { candidate, visit, link } = firstImage(test.sandbox);
  const at = `/candidates/${candidate}/${visit}`;
  const { DicomTars } = (await test.client.ask(`${at}/dicoms`)).json() as {
    DicomTars: readonly { Tarname: string }[];
  };
  const { Files } = (await test.client.ask(`${at}/recordings`)).json() as {
    Files: readonly { Filename: string }[];
  };
  const paths = [
    "/projects",
    "/projects/Pumpernickel/images",
    "/projects/Pumpernickel/recordings",
    "/candidates",
    `${at}/images`,
    `${at}/recordings`,
    `${at}/dicoms`,
    `${at}/dicoms/${DicomTars[0]?.Tarname ?? ""}`,
    `${at}/recordings/${Files[0]?.Filename ?? ""}/bidsfiles/channels`,
    `${at}/qc/imaging`,
    `${link}/qc`,
    `${link}/headers`,
  ];
  expect(await Promise.all(paths.map((path) => etag(test.client, path)))).toEqual(paths.map(() => EMPTY));
  test.sandbox.state.loris.addImage({ candidate, visit, scanType: "t1", name: "new.mnc" });
  expect(await withTag(test.client, "/projects/Pumpernickel/images", EMPTY)).toBe(304);
  expect((await test.client.ask("/projects/Pumpernickel/images")).text).toContain("new.mnc");
});

it("gives real ETags to 28's candidates, visits, images, formats and recordings", async () => {
  await using test = await startLorisTest({ study: { candidates: 1, scanTypes: ["dwi25"] } });
  const { candidate, visit, link } = firstImage(test.sandbox);
  const { Files } = (await test.client.ask(`/candidates/${candidate}/${visit}/recordings`)).json() as {
    Files: readonly { Filename: string }[];
  };
  const paths = [
    `/candidates/${candidate}`,
    `/candidates/${candidate}/${visit}`,
    link,
    ...["thumbnail", "nifti", "bval", "bvec", "bidsjson"].map((kind) => `${link}/format/${kind}`),
    `/candidates/${candidate}/${visit}/recordings/${Files[0]?.Filename ?? ""}`,
  ];
  const tags = await Promise.all(paths.map((path) => etag(test.client, path)));
  expect(new Set(tags).size).toBe(paths.length);
  for (const tag of tags) expect(tag).toMatch(/^[0-9a-f]{32}$/);
  expect(tags).not.toContain(EMPTY);
});

it("makes a file's ETag of name, size and time on 28, and of time, size and path on PREVENT-AD", async () => {
  for (const dialect of ["v28", "preventad"] as const) {
    await using test = await startLorisTest({ dialect, study: { candidates: 1 } });
    const { name, link } = firstImage(test.sandbox);
    const mtime = 1_558_633_727;
    const words =
      dialect === "v28" ? `${name}4096${String(mtime)}` : `${String(mtime)}4096/data/loris${link}`;
    expect(await etag(test.client, link)).toBe(createHash("md5").update(words).digest("hex"));
  }
});

it.each(["v28", "preventad"] as const)("answers 304 on %s to the bare ETag alone", async (dialect) => {
  await using test = await startLorisTest({ dialect });
  const { link } = firstImage(test.sandbox);
  const tag = await etag(test.client, link);
  expect(await withTag(test.client, link, tag)).toBe(304);
  for (const value of [`"${tag}"`, `W/"${tag}"`, "*", `${tag}, other`, ""])
    expect(await withTag(test.client, link, value), value).toBe(200);
  const unchanged = await test.client.ask(link, { headers: { "If-None-Match": tag } });
  expect([unchanged.headers.get("etag"), unchanged.text]).toEqual([tag, ""]);
});

it.each(["v28", "preventad"] as const)(
  "gives %s another ETag for a touched file, and other bytes only for a changed one",
  async (dialect) => {
    await using test = await startLorisTest({ dialect });
    const { link } = firstImage(test.sandbox);
    const first = await test.client.ask(link);
    test.sandbox.state.loris.touchImage(link);
    const touched = await test.client.ask(link);
    test.sandbox.state.loris.changeImage(link);
    const changed = await test.client.ask(link);
    test.sandbox.state.loris.changeImage(link, { bytes: 9999 });
    const grown = await test.client.ask(link);
    const answers = [first, touched, changed, grown];
    expect(new Set(answers.map((one) => one.headers.get("etag"))).size).toBe(4);
    expect(touched.bytes.equals(first.bytes)).toBe(true);
    expect(changed.bytes.equals(first.bytes)).toBe(false);
    expect(changed.bytes.length).toBe(first.bytes.length);
    expect(grown.bytes.length).toBe(9999);
  },
);

it("gives all study files of PREVENT-AD and their list one ETag, so that a changed one is still 304", async () => {
  await using test = await startLorisTest({ dialect: "preventad" });
  const names = ["", "README", "dataset_description.json", "participants.tsv", "participants.json"];
  const paths = [...names, ".bids-validator-config.json"].map((name) => `/projects/loris/bids/${name}`);
  expect(await Promise.all(paths.map((path) => etag(test.client, path)))).toEqual(paths.map(() => STUDY));
  test.sandbox.state.loris.setStudyFile("participants.tsv", "participant_id\nsub-1\n");
  expect(await withTag(test.client, "/projects/loris/bids/participants.tsv", STUDY)).toBe(304);
  const answer = await test.client.ask("/projects/loris/bids/participants.tsv");
  expect(answer.text).toBe("participant_id\nsub-1\n");
});

it("sends PREVENT-AD's qc and headers with an empty ETag", async () => {
  await using test = await startLorisTest({ dialect: "preventad" });
  const { link } = firstImage(test.sandbox);
  expect(await etag(test.client, `${link}/qc`)).toBe("");
  expect(await etag(test.client, `${link}/headers`)).toBe("");
  expect(await withTag(test.client, `${link}/qc`, "")).toBe(200);
});

it("notes which requests were conditional, and no value of theirs", async () => {
  await using test = await startLorisTest();
  const { link } = firstImage(test.sandbox);
  test.sandbox.log.clear();
  await withTag(test.client, link, "abc");
  await test.client.ask(link);
  await withTag(test.client, link, "");
  expect(test.sandbox.log.entries.map((entry) => entry.ifNoneMatch)).toEqual([true, false, false]);
  expect(JSON.stringify(test.sandbox.log.entries)).not.toContain(test.client.token);
});
