import { createHash, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import {
  firstImage,
  startLorisTest,
  type LorisAnswer,
  type LorisTestClient,
} from "../support/loris-client.js";

interface Upload {
  readonly at: string;
  readonly name: string;
  readonly json: object;
  readonly bytes?: Uint8Array;
  readonly type?: string;
}

function send(client: LorisTestClient, upload: Upload): Promise<LorisAnswer> {
  const form = new FormData();
  form.append("Json", JSON.stringify(upload.json));
  form.append(
    "File",
    new Blob([upload.bytes ?? new Uint8Array(10)], { type: upload.type ?? "application/x-tar" }),
    upload.name,
  );
  return client.ask(`${upload.at}/dicoms`, { method: "POST", body: form, version: "v0.0.4-dev" });
}

it("takes an archive of any size, once, and says where its processes are", async () => {
  await using test = await startLorisTest();
  const { candidate, pscid, visit } = firstImage(test.sandbox);
  const at = `/candidates/${candidate}/${visit}`;
  const name = `${pscid}_${candidate}_${visit}.tar`;
  const json = { CandID: candidate, PSCID: pscid, VisitLabel: visit, IsPhantom: false };
  const bytes = Buffer.concat([randomBytes(300_000), Buffer.from("\r\n--not the boundary\r\n")]);
  const done = await send(test.client, { at, name, json, bytes });
  expect([done.status, done.text, done.headers.get("location")]).toEqual([
    303,
    "null",
    `/api/v0.0.4-dev${at}/dicoms/${name}/processes`,
  ]);
  expect(test.sandbox.state.loris.uploads()).toMatchObject([
    { candidate, visit, name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") },
  ]);
  const again = await send(test.client, { at, name, json, bytes });
  expect([again.status, again.text]).toEqual([409, '{"error":"This file has already been uploaded."}']);
  expect((await send(test.client, { at, name, json: { ...json, Overwrite: true } })).status).toBe(303);
  expect(test.sandbox.state.loris.uploads()).toHaveLength(1);
});

it("refuses archives of another type or name", async () => {
  await using test = await startLorisTest();
  const { candidate, pscid, visit } = firstImage(test.sandbox);
  const at = `/candidates/${candidate}/${visit}`;
  const name = `${pscid}_${candidate}_${visit}.tar`;
  const json = { CandID: candidate, PSCID: pscid, VisitLabel: visit, IsPhantom: false };
  const type = await send(test.client, { at, name, json, type: "application/zip" });
  expect([type.status, type.text]).toEqual([403, '{"error":"File type not allowed"}']);
  expect((await send(test.client, { at, name: "other.tar", json })).status).toBe(400);
  expect((await send(test.client, { at, name, json: { ...json, CandID: "1" } })).status).toBe(400);
  expect(test.sandbox.state.loris.uploads()).toEqual([]);
});

it("shows an upload's processes under v0.0.4-dev alone, and starts the pipeline", async () => {
  await using test = await startLorisTest();
  const { candidate, pscid, visit } = firstImage(test.sandbox);
  const at = `/candidates/${candidate}/${visit}`;
  const name = `${pscid}_${candidate}_${visit}.tar`;
  const json = { CandID: candidate, PSCID: pscid, VisitLabel: visit, IsPhantom: false };
  await send(test.client, { at, name, json });
  const path = `${at}/dicoms/${name}/processes`;
  expect((await test.client.ask(path)).status).toBe(404);
  const listed = await test.client.ask(path, { version: "v0.0.4-dev" });
  expect(listed.json()).toEqual({ MriUploads: [{ MriUploadID: 124, Processes: [] }] });
  const started = await test.client.ask(path, {
    version: "v0.0.4-dev",
    method: "POST",
    body: JSON.stringify({ ProcessType: "mri_upload", MriUploadID: 124 }),
  });
  expect(started.status).toBe(202);
  expect(test.sandbox.state.loris.uploads()[0]?.started).toBe(true);
});

it("sends a session's tar, and lists nothing as a list of an empty list on PREVENT-AD", async () => {
  await using stock = await startLorisTest();
  await using legacy = await startLorisTest({ dialect: "preventad" });
  const at = (test: typeof stock): string => {
    const { candidate, visit } = firstImage(test.sandbox);
    return `/candidates/${candidate}/${visit}/dicoms`;
  };
  const { DicomTars } = (await stock.client.ask(at(stock))).json() as {
    DicomTars: readonly {
      readonly Tarname: string;
      readonly SeriesInfo: readonly { SeriesNumber: unknown }[];
    }[];
  };
  expect(DicomTars[0]?.SeriesInfo[0]?.SeriesNumber).toBe(2);
  const tar = await stock.client.ask(`${at(stock)}/${DicomTars[0]?.Tarname ?? ""}`);
  expect(tar.headers.get("content-type")).toBe("application/x-tar");
  expect(tar.bytes.subarray(257, 262).toString("latin1")).toBe("ustar");
  expect((await legacy.client.ask(at(legacy))).text).toContain('"DicomTars":[[]]');
});
