import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { firstImage, startLorisTest } from "../support/loris-client.js";

interface Listing {
  readonly DatasetDescription: { readonly Link: string };
  readonly README: { readonly Link: string };
  readonly BidsValidatorConfig: { readonly Link: string };
  readonly Participants: { readonly TsvLink: string; readonly JsonLink: string };
  readonly SessionFiles: readonly { readonly TsvLink: string; readonly JsonLink: string }[];
  readonly Images: readonly (Readonly<Record<string, string>> & {
    readonly Subfolder: string;
    readonly NiftiLink: string;
  })[];
}

it("serves every link of the BIDS endpoint, whatever project the URL names", async () => {
  await using test = await startLorisTest({ dialect: "preventad", study: { candidates: 1 } });
  const listing = (await test.client.ask("/projects/anything/bids/")).json() as Listing;
  const links = JSON.stringify(listing).match(/\/(?:projects|candidates)\/[^"]+/g) ?? [];
  expect(links).toHaveLength(5 + 2 * 2 + 10 * 2 * 2 + 2 * 2 + 2 * 2);
  for (const link of links) {
    const answer = await test.client.ask(link);
    expect([link, answer.status]).toEqual([link, 200]);
    if (link.endsWith(".json")) expect(() => answer.json()).not.toThrow();
    if (link.endsWith(".nii.gz")) expect(gunzipSync(answer.bytes).readInt32LE(0)).toBe(348);
  }
});

it("has bval and bvec in the folder dwi alone, and events for the two tasks alone", async () => {
  await using test = await startLorisTest({ dialect: "preventad", study: { candidates: 1, visits: ["A"] } });
  const { Images } = (await test.client.ask("/projects/loris/bids/")).json() as Listing;
  const having = (name: string): readonly (string | undefined)[] =>
    Images.filter((image) => name in image).map((image) => image["LorisScanType"]);
  expect(having("BvalLink")).toEqual(["dwi65"]);
  expect(having("BvecLink")).toEqual(["dwi65"]);
  expect(having("EventLink")).toEqual(["task-encoding-bold", "task-retrieval-bold"]);
});

it("lists in a session's table and the participants' table what the study has", async () => {
  await using test = await startLorisTest({ dialect: "preventad", study: { candidates: 2 } });
  const { SessionFiles, Images } = (await test.client.ask("/projects/loris/bids/")).json() as Listing;
  const table = (await test.client.ask(SessionFiles[0]?.TsvLink ?? "")).text.trim().split("\n");
  expect(table[0]).toBe("filename\tacq_time");
  expect(table.slice(1).map((row) => row.split("\t")[0])).toEqual(
    Images.slice(0, 10).map((image) => `${image.Subfolder}/${image.NiftiLink.replace(/.*\//, "")}`),
  );
  const people = (await test.client.ask("/projects/loris/bids/participants.tsv")).text.trim().split("\n");
  expect(people.map((row) => row.split("\t")[0])).toEqual(["participant_id", "sub-1000101", "sub-1000212"]);
});

it("changes a session's table with the study and on demand", async () => {
  await using test = await startLorisTest({ dialect: "preventad", study: { candidates: 1 } });
  const { candidate, visit } = firstImage(test.sandbox);
  const link = `/candidates/${candidate}/${visit}/bidsfiles/sub-${candidate}_ses-${visit}_scans.tsv`;
  const first = await test.client.ask(link);
  test.sandbox.state.loris.addImage({ candidate, visit, scanType: "t2w", name: "new.mnc" });
  const second = await test.client.ask(link);
  expect(second.text).toContain(`anat/sub-${candidate}_ses-${visit}_T2w.nii.gz`);
  expect(second.headers.get("etag")).not.toBe(first.headers.get("etag"));
  test.sandbox.state.loris.setSessionFile(link, "filename\n");
  expect((await test.client.ask(link)).text).toBe("filename\n");
});

it("lists data releases with links that lack their first slash", async () => {
  await using test = await startLorisTest({ dialect: "preventad" });
  const [release] = (await test.client.ask("/projects/loris/data_releases")).json() as readonly {
    readonly Data_Release_Version: string;
    readonly Files: readonly { readonly File: string; readonly Link: string }[];
  }[];
  const [file] = release?.Files ?? [];
  expect(file?.Link).toBe(`projects/loris/data_releases/${file?.File ?? ""}`);
  expect((await test.client.ask(`/${file?.Link ?? ""}`)).status).toBe(200);
});
