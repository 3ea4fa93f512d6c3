import { readFile } from "node:fs/promises";
import { isScanferryError } from "@scanferry/transfer";
import { describe, expect } from "vitest";
import { echo, readHeader, type SendFile } from "../../src/index.js";
import { makeCertificate } from "../support/make-certificate.js";
import { makeFiles } from "../support/made-files.js";
import { startOrthanc } from "../support/orthanc.js";
import { itWith } from "../support/peers.js";
import { itWithScans, kinds } from "../support/real-scans.js";
import { sendAll, verdicts } from "../support/send-all.js";

describe("Orthanc", () => {
  itWithScans("Orthanc")(
    "stores compressed and plain files, over two associations, as they are",
    async () => {
      await using orthanc = await startOrthanc();
      // Orthanc 1.10 keeps the first object of a SOP Instance UID, so one file for each; it takes no big endian from anybody but itself.
      const byUid = new Map<string, SendFile>();
      for (const path of kinds.filter((kind) => !kind.includes("bigendian"))) {
        const header = await readHeader(path);
        if (!byUid.has(header.sopInstanceUid)) byUid.set(header.sopInstanceUid, { id: path, path, header });
      }
      const files = [...byUid.values()];
      const outcomes = await sendAll(files, orthanc.peer, { associations: 2 });
      expect(outcomes.map(({ status }) => status)).toEqual(files.map(() => "stored"));
      expect(await orthanc.instances()).toBe(files.length);
      const jpeg = files.find(({ path }) => path.includes("JPEG-lossy"));
      const kept = await orthanc.file(jpeg?.header.sopInstanceUid ?? "");
      const pixels = (bytes: Buffer): Buffer =>
        bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xd8, 0xff])));
      expect(pixels(kept).equals(pixels(await readFile(jpeg?.path ?? "")))).toBe(true);
      const asked = echo({ ...orthanc.peer, calledAet: "SOMEBODY" });
      await expect(asked).rejects.toSatisfy((error) => isScanferryError(error, "remote/refused"));
    },
  );

  itWith("Orthanc", "openssl")(
    "takes files over TLS from who has a certificate, and from nobody else",
    async () => {
      await using made = await makeFiles(3);
      const certificate = await makeCertificate(made.folder);
      const { cert, key } = certificate;
      await using orthanc = await startOrthanc(certificate);
      const stranger = sendAll(made.files, { ...orthanc.peer, tls: { ca: cert } }, { retries: 0 });
      expect(new Set((await stranger).map(({ status }) => status))).toEqual(new Set(["failed"]));
      expect(await orthanc.instances()).toBe(0);
      const tls = { ca: cert, cert, key };
      const wanted = { "1": "stored", "2": "stored", "3": "stored" };
      expect(verdicts(await sendAll(made.files, { ...orthanc.peer, tls }))).toEqual(wanted);
      expect(await orthanc.instances()).toBe(3);
    },
  );
});
