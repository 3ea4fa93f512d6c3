import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readParHeader } from "../../src/index.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "scanferry-par-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function par(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** As the scanner writes it, in the least that matters. */
function header({ version = "V4.2", patient = "Ünal^A" } = {}): string {
  return [
    "# === DATA DESCRIPTION FILE ====================",
    "#",
    `# CLINICAL TRYOUT             Research image export tool     ${version}`,
    `.    Patient name                       :   ${patient}`,
    ".    Examination name                   :   Study: two",
    ".    Protocol name                      :   WIP T1 SENSE",
    ".    Examination date/time              :   2014.08.05 / 11:27:34",
    ".    Acquisition nr                     :   12",
    ".    Reconstruction nr                  :   1",
    ".    Technique                          :   T1TFE",
    "#  slice number                             (integer)",
    "",
  ].join("\r\n");
}

const image = "  1   1    1  1 0 2     0  16    62   76  62     0.0 1.0\r\n";

describe("readParHeader", () => {
  it("reads names, numbers and date, and how long the REC must be", async () => {
    const path = await par("S 1_4_1.PAR", `${header() + image + image}\r\n# === END OF DATA ===\r\n`);
    await par("s 1_4_1.rec", Buffer.alloc(2 * 2 * 76 * 62));
    expect(await readParHeader(path)).toEqual({
      name: "S 1_4_1",
      version: "4.2",
      patient: "Ünal^A",
      examination: "Study: two",
      protocol: "WIP T1 SENSE",
      technique: "T1TFE",
      date: "20140805",
      time: "112734",
      seriesNumber: 12,
      reconstructionNumber: 1,
      images: 2,
      recBytes: 2 * 2 * 76 * 62,
      recFile: join(folder, "s 1_4_1.rec"),
    });
  });

  it("reads version 3, which says bits and size once for all images", async () => {
    const general =
      ".    Image pixel size [8 or 16 bits]    :   8\n.    Recon resolution (x, y)            :   128   64\n";
    const path = await par("old.par", `${header({ version: "V3" })}${general} 1 1 1 1 0 0 0 2.1 1070\n`);
    expect(await readParHeader(path)).toMatchObject({ version: "3", images: 1, recBytes: 8192 });
  });

  it("reads Latin-1, and leaves open what was blanked or is missing", async () => {
    const text = header()
      .replace("2014.08.05 / 11:27:34", "anon")
      .replace(/Acquisition nr +: +12/, "Acquisition nr : ");
    const found = await readParHeader(await par("latin.PAR", Buffer.from(`${text} 1 2\r\n`, "latin1")));
    expect(found).toMatchObject({ patient: "Ünal^A", date: "", time: "", images: 1 });
    expect(found).not.toHaveProperty("seriesNumber");
    expect(found).not.toHaveProperty("recBytes");
    expect(found).not.toHaveProperty("recFile");
  });

  it.each<[string, string | Buffer]>([
    ["an empty file", ""],
    ["another text", "Patient name : a\n"],
    ["bytes without a line", Buffer.alloc(200_000, 7)],
  ])("refuses %s", async (_, content) => {
    const path = await par("other.PAR", content);
    await expect(readParHeader(path)).rejects.toMatchObject({
      code: "data/corrupt",
      details: { reason: "not-par" },
      subject: path,
    });
  });

  it("tells a missing file, and stops when it is told to", async () => {
    await expect(readParHeader(join(folder, "none.PAR"))).rejects.toMatchObject({ code: "local/not-found" });
    const path = await par("stop.PAR", header());
    const signal = AbortSignal.abort();
    await expect(readParHeader(path, { signal })).rejects.toMatchObject({ code: "aborted" });
  });
});
