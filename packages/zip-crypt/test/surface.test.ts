import { expect, it } from "vitest";
import * as surface from "../src/index.js";

it("exports exactly what is documented", () => {
  expect(Object.keys(surface).sort()).toEqual([
    "ZipLengthCounter",
    "createZip",
    "drawPassphrase",
    "extractZip",
    "isAlreadyCompressed",
    "isZipGapless",
    "listZip",
    "openZipEntry",
    "passphraseWords",
    "planExtraction",
    "readTarForward",
    "readZipEntries",
    "readZipForward",
    "testZip",
    "zipCryptoWarning",
    "zipLength",
    "zipStream",
  ]);
});
