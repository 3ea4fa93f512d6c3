import { isLoginFailure } from "@scanferry/transfer";
import { expect, it } from "vitest";
import { candidate } from "../../src/calls/candidate.js";
import { allOf, bytesOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import type { Box } from "../helpers/open-box.js";
import { openBox } from "../helpers/open-box.js";
import type { LorisClient } from "../../src/index.js";
import type { VisitHandle } from "../../src/handles/visit-handle.js";

const study = { candidates: 2, visits: ["V1"], scanTypes: ["t1", "dwi25"] };

async function atVisit(
  box: Box,
  changes = {},
): Promise<{ loris: LorisClient; visit: VisitHandle; names: string[] }> {
  const loris = await box.client(changes);
  const images = [...box.sandbox.state.loris.images()];
  const [first] = images;
  const names = images.filter(({ candidate }) => candidate === first?.candidate).map(({ name }) => name);
  return { loris, visit: loris.candidate(first?.candidate ?? "").visit(first?.visit ?? ""), names };
}

it("hands out an image in each of the server's formats, as a stream of known size", async () => {
  const { visit, names } = await atVisit(await openBox({ study }));
  const dwi = visit.image(names.find((name) => name.includes("dwi")) ?? "");
  const nifti = await dwi.format("nifti");
  const packed = await bytesOf(nifti.body);
  expect(packed.subarray(0, 2).toString("hex")).toBe("1f8b");
  expect(packed.byteLength).toBe(nifti.sizeBytes);
  expect(nifti.etag).toMatch(/^[0-9a-f]{32}$/);
  expect((await bytesOf((await dwi.format("bval")).body)).toString()).toMatch(/^[\d. ]+\s*$/);
  JSON.parse((await bytesOf((await dwi.format("bidsjson")).body)).toString("utf8"));
  const t1 = visit.image(names.find((name) => name.includes("t1")) ?? "");
  await failsWith(t1.format("bval"), "remote/not-found");
});

it("frees the connection of a stream that is not read", async () => {
  const { visit, names } = await atVisit(await openBox({ study: { ...study, imageBytes: 3_000_000 } }));
  const { body } = await visit.image(names[0] ?? "").bytes();
  await body.cancel();
  expect((await visit.images()).length).toBe(2);
});

it("reads one header, which full headers leave out", async () => {
  const { visit, names } = await atVisit(await openBox({ study }));
  const image = visit.image(names[0] ?? "");
  expect(await image.header("md5hash")).toMatch(/^[0-9a-f]{32}$/);
  expect(await image.headersFull()).not.toHaveProperty("md5hash");
  expect(await image.header("no:such:header").catch(() => undefined)).toBeUndefined();
});

it("reads recordings by a link that works, where the server's own does not", async () => {
  const box = await openBox({ study });
  const loris = await box.client();
  const [recording] = await allOf(loris.project("Pumpernickel").recordings());
  if (recording === undefined) throw new Error("the sandbox has no recordings");
  const visit = loris.candidate(recording.candidate).visit(recording.visit);
  expect((await visit.recordings()).map(({ filename }) => filename)).toContain(recording.filename);
  expect((await bytesOf((await visit.recording(recording.filename)).body)).byteLength).toBeGreaterThan(0);
  const told = await loris.request("GET", String(recording.fields["Link"]));
  expect(told.status).toBe(404);
  expect((await loris.request("GET", recording.link)).status).toBe(200);
  const channels = await bytesOf((await visit.recording(recording.filename, "channels")).body);
  expect(channels.byteLength).toBeGreaterThan(0);
});

it("lists sites where the version has them", async () => {
  const box = await openBox({ study });
  const newer = await box.client({ apiVersion: "v0.0.4-dev" });
  const sites = await newer.sites();
  expect(sites.length).toBeGreaterThan(0);
  for (const site of sites) expect(site.name).not.toBe("");
  await failsWith((await box.client()).sites(), "remote/not-found");
});

it("lists PREVENT-AD's data releases and a session's BIDS files", async () => {
  const box = await openBox({ dialect: "preventad", study: { candidates: 1 } });
  const { loris, visit } = await atVisit(box);
  const releases = await loris.project("loris").dataReleases();
  const link = releases[0]?.files[0]?.link ?? "";
  expect(link).toMatch(/^projects\/loris\/data_releases\//);
  const { body, sizeBytes } = await loris.project("loris").dataRelease(link);
  const bytes = await bytesOf(body);
  expect(bytes.toString()).toMatch(/^CandID,Release/);
  expect(bytes.byteLength).toBe(sizeBytes);
  expect((await visit.bidsFiles()).tsvLink).toMatch(/_scans\.tsv$/);
  expect(await visit.dicoms()).toEqual([]);
});

it("lists the instruments of a project", async () => {
  const { loris, visit } = await atVisit(await openBox({ study }));
  const names = (await allOf(loris.project("Pumpernickel").instruments())).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(0);
  for (const name of await visit.instruments()) expect(names).toContain(name);
});

it("reads an instrument's data under either of its names", async () => {
  const box = await openBox({ study });
  const { visit } = await atVisit(box);
  const path = "/instruments/bmi";
  const answer = (value: unknown): unknown =>
    box.sandbox.faults.add({ path, kind: "status", status: 200, body: JSON.stringify(value) });
  answer({ Meta: { Instrument: "bmi" }, Data: { weight: "70" } });
  const newer = await visit.instrument("bmi");
  expect([newer.data, newer.fields["Meta"]]).toEqual([{ weight: "70" }, { Instrument: "bmi" }]);
  answer({ Meta: { Instrument: "bmi" }, bmi: { weight: "70" } });
  expect((await visit.instrument("bmi")).data).toEqual({ weight: "70" });
  answer({ Meta: { Instrument: "bmi" }, Data: [] });
  expect((await visit.instrument("bmi")).data).toEqual({});
});

it("lists a project's candidates and says how a visit's imaging stands", async () => {
  const { loris, visit } = await atVisit(await openBox({ study }));
  const details = await loris.project("Pumpernickel").show();
  expect(details.candidates).toHaveLength(2);
  expect(await allOf(loris.project("Pumpernickel").candidates())).toEqual(details.candidates);
  const qc = await visit.qc();
  expect([qc.pending, qc.qc]).toEqual([false, undefined]);
});

it("downloads an archive that the visit lists", async () => {
  const { visit } = await atVisit(await openBox({ study }));
  const [tar] = await visit.dicoms();
  const { body, sizeBytes } = await visit.dicom(tar?.name ?? "");
  expect((await bytesOf(body)).byteLength).toBe(sizeBytes);
});

it("takes a candidate that v28 fails on for one that it does not know", async () => {
  const box = await openBox({ study });
  const loris = await box.client();
  const error = await failsWith(loris.candidate("999999").show(), "remote/not-found");
  expect(error.subject).toBe("999999");
  expect(error.message).not.toContain("999999");
  // One repeat, because the same answer may be a passing fault.
  expect(box.sandbox.log.find("GET", "/candidates/999999")).toHaveLength(2);
});

it("says that LORIS fails on a candidate that it has named itself", async () => {
  const box = await openBox({ study });
  const ctx = await box.context();
  const [{ candidate: id } = { candidate: "" }] = box.sandbox.state.loris.images();
  box.sandbox.faults.add({ path: `/candidates/${id}`, kind: "status", status: 500, times: 2 });
  const error = await failsWith(candidate(ctx, id), "remote/failed");
  expect(error.retryable).toBe(true);
  expect((await candidate(ctx, id)).id).toBe(id);
});

it("does not take a login that fails for a candidate that is unknown", async () => {
  const box = await openBox({ study });
  const loris = await box.client();
  const [image] = box.sandbox.state.loris.images();
  box.sandbox.state.loris.expireTokens();
  box.sandbox.faults.add({ path: "/login", kind: "status", status: 500 });
  const error = await failsWith(loris.candidate(image?.candidate ?? "").show(), "remote/failed");
  expect(isLoginFailure(error)).toBe(true);
});

it("shows an account without rights an empty list and says 403 for the rest", async () => {
  const user = { username: "nobody", password: "No-rights-1" };
  const loris = await (await openBox({ study, users: [{ ...user, kind: "noperm" }] })).client();
  expect(await allOf(loris.project("Pumpernickel").images())).toEqual([]);
  await failsWith(allOf(loris.candidates()), "auth/forbidden");
});

it("filters by time to the second, though the server is asked for whole days", async () => {
  const box = await openBox({ study });
  const loris = await box.client();
  const [image] = box.sandbox.state.loris.images();
  if (image === undefined) throw new Error("the study is empty");
  box.sandbox.state.loris.changeImage(image.link);
  const [changed] = [...box.sandbox.state.loris.images()].filter(({ link }) => link === image.link);
  const at = Date.parse(changed?.insertTime ?? "");
  const links = async (since: number): Promise<string[]> =>
    (await allOf(loris.project("Pumpernickel").images({ since: new Date(since) }))).map(({ link }) => link);
  expect(await links(at)).toEqual([image.link]);
  expect(await links(at + 1000)).toEqual([]);
});

it("stops a list when it is told to", async () => {
  const loris = await (await openBox({ study })).client();
  const stop = new AbortController();
  stop.abort();
  await expect(allOf(loris.projects({ signal: stop.signal }))).rejects.toMatchObject({ code: "aborted" });
  await expect(loris.candidate("300001").show({ signal: stop.signal })).rejects.toMatchObject({
    code: "aborted",
  });
});
