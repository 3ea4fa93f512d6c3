import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isScanferryError } from "@scanferry/transfer";
import { describe, expect } from "vitest";
import { echo, patched, readHeader, type SendFile } from "../../src/index.js";
import { makeCertificate } from "../support/make-certificate.js";
import { makeFiles } from "../support/made-files.js";
import { itWith } from "../support/peers.js";
import { itWithScans, kinds } from "../support/real-scans.js";
import { sendAll, verdicts } from "../support/send-all.js";
import { startStorescp, type Storescp } from "../support/storescp.js";

const it = itWith("storescp", "openssl");

const patch = { tag: 0x00104000, value: "Project:P Subject:S Session:E" };

async function realFiles(): Promise<SendFile[]> {
  const made = kinds.map(async (path) => ({ id: basename(path), path, header: await readHeader(path) }));
  return Promise.all(made);
}

/** The data set that storescp has stored for a file; it names files by modality and SOP Instance UID. */
async function storedDataSet(scp: Storescp, { header }: SendFile, bytes: number): Promise<Buffer> {
  const name = (await scp.stored()).find((one) => one.endsWith(`.${header.sopInstanceUid}`)) ?? "";
  return (await readFile(join(scp.folder, name))).subarray(-bytes);
}

async function gathered(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** What lies behind the meta header, filled to an even length. */
async function dataSetOf(path: string): Promise<Buffer> {
  const { dataSetOffset } = await patched(path, patch);
  const dataSet = (await readFile(path)).subarray(dataSetOffset);
  return Buffer.concat([dataSet, Buffer.alloc(dataSet.length % 2)]);
}

describe("DCMTK's storescp", () => {
  it("answers an echo and gets data sets byte for byte, none of them twice", async () => {
    await using scp = await startStorescp("+xa");
    await using made = await makeFiles(3, 40_000);
    expect((await echo(scp.peer)).status).toBe(0);
    const outcomes = await sendAll(made.files, scp.peer);
    expect(verdicts(outcomes)).toEqual({ "1": "stored", "2": "stored", "3": "stored" });
    expect(await scp.stored()).toHaveLength(3);
    for (const [index, file] of made.files.entries()) {
      const { bytes = 0 } = outcomes[index] ?? {};
      const sent = (await readFile(file.path)).subarray(-bytes);
      expect((await storedDataSet(scp, file, bytes)).equals(sent)).toBe(true);
    }
  });

  itWithScans("storescp")(
    "gets every transfer syntax as it is, with the patient's comments put in",
    async () => {
      await using scp = await startStorescp("+xa");
      const files = await realFiles();
      // The small MR image has one SOP Instance UID in all syntaxes, so a receiver keeps the last one: each is looked at by itself.
      for (const file of files) {
        const [plain] = await sendAll([file], scp.peer);
        expect(plain?.status).toBe("stored");
        const { bytes = 0 } = plain ?? {};
        expect((await storedDataSet(scp, file, bytes)).equals(await dataSetOf(file.path))).toBe(true);
        const [routed] = await sendAll([{ ...file, patch }], scp.peer);
        const wanted = await patched(file.path, patch);
        const dataSet = await storedDataSet(scp, file, routed?.bytes ?? 0);
        expect(dataSet.equals(await gathered(wanted.chunks(wanted.dataSetOffset)))).toBe(true);
      }
    },
  );

  itWithScans("storescp")("is not sent what it does not take, and gets the rest", async () => {
    await using scp = await startStorescp();
    const outcomes = verdicts(await sendAll(await realFiles(), scp.peer));
    const refused = "not-negotiable remote/refused";
    expect(outcomes).toEqual({
      "MR_small_implicit.dcm": "stored",
      "MR_small_bigendian.dcm": "stored",
      "MR_small_RLE.dcm": refused,
      "MR_small_jp2klossless.dcm": refused,
      "MR_small_jpeg_ls_lossless.dcm": refused,
      "JPEG-lossy.dcm": refused,
      "image_dfl.dcm": refused,
      "CT_small.dcm": "stored",
    });
  });

  it("that refuses the association gets nothing, and each file is told", async () => {
    await using scp = await startStorescp("--refuse");
    await using made = await makeFiles(2);
    const wanted = { "1": "failed remote/refused", "2": "failed remote/refused" };
    expect(verdicts(await sendAll(made.files, scp.peer, { retries: 0 }))).toEqual(wanted);
  });

  for (const how of ["--abort-after", "--abort-during"]) {
    it(`that aborts (${how}) loses every file, and each is told`, async () => {
      await using scp = await startStorescp(how);
      await using made = await makeFiles(2, 100_000);
      const wanted = { "1": "failed net/reset", "2": "failed net/reset" };
      expect(verdicts(await sendAll(made.files, scp.peer))).toEqual(wanted);
    });
  }

  it("speaks TLS in both directions, and what is wrong about it is told", async () => {
    await using made = await makeFiles(2);
    const { keyFile, certFile, key, cert } = await makeCertificate(made.folder);
    await using scp = await startStorescp("+xa", "+tls", keyFile, certFile, "+cf", certFile);
    const tls = { ca: cert, cert, key };
    expect(verdicts(await sendAll(made.files, { ...scp.peer, tls }))).toEqual({
      "1": "stored",
      "2": "stored",
    });
    const refusals = await Promise.all(
      [
        { ...scp.peer, tls: { ...tls, serverName: "receiver.test" } },
        // Another name than the certificate's, an authority that is not known, no certificate of ours, a key that is none, and no TLS at all.
        { ...scp.peer, tls: { ...tls, serverName: "other.test" } },
        { ...scp.peer, tls: { cert, key } },
        { ...scp.peer, tls: { ca: cert } },
        { ...scp.peer, tls: { ca: cert, cert, key: "no key" } },
        scp.peer,
      ].map((peer) =>
        echo({ ...peer, associationTimeoutMs: 2_000 }).then(
          () => "answered",
          (error: unknown) => (isScanferryError(error) ? error.code : error),
        ),
      ),
    );
    await expect(echo(scp.peer)).rejects.toMatchObject({ hint: expect.stringContaining("TLS") as string });
    expect(refusals).toEqual(["answered", "net/tls", "net/tls", "net/tls", "input/invalid", "net/reset"]);
  });

  it("without TLS is told apart when TLS is asked for", async () => {
    await using scp = await startStorescp();
    const answer = echo({ ...scp.peer, tls: { insecure: true }, connectTimeoutMs: 3_000 });
    await expect(answer).rejects.toMatchObject({
      code: "net/reset",
      hint: expect.stringContaining("TLS") as string,
    });
  });
});
