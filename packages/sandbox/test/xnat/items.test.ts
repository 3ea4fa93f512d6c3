import { describe, expect, it } from "vitest";
import { startXnatTest } from "../support/xnat-client.js";

const EXPERIMENT = "/data/projects/SANDBOX/subjects/S1/experiments/S1_MR1";

interface Item {
  readonly children: readonly { readonly field: string; readonly items: readonly Item[] }[];
  readonly meta: Readonly<Record<string, unknown>>;
  readonly data_fields: Readonly<Record<string, unknown>>;
}

describe("items", () => {
  it("of a session hold its scans, and those their resources", async () => {
    await using xnat = await startXnatTest();
    const answer = await xnat.client.ask(`${EXPERIMENT}?format=json`);
    const { items } = answer.json() as { items: readonly Item[] };
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(items[0]?.data_fields).toMatchObject({
      ID: "XNAT_E00001",
      label: "S1_MR1",
      subject_ID: "XNAT_S00001",
    });
    expect(items[0]?.meta).toMatchObject({ "xsi:type": "xnat:mrSessionData", isHistory: false });
    expect(items[0]?.meta["start_date"]).toMatch(
      /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$/,
    );
    const scans = items[0]?.children.find((group) => group.field === "scans/scan");
    expect(scans?.items.map((scan) => scan.data_fields["ID"])).toEqual(["1", "2", "3-MR1"]);
    // Numbers are numbers here, and texts in lists.
    expect(scans?.items[0]?.children[0]?.items[0]?.data_fields).toMatchObject({
      label: "DICOM",
      file_count: 3,
    });
  });

  it.each([
    ["1.6", "text/html"],
    ["1.9", "text/xml"],
  ] as const)("come on %s as %s where no format is asked for", async (version, type) => {
    await using xnat = await startXnatTest({ version });
    for (const path of [
      "/data/projects/SANDBOX",
      "/data/subjects/XNAT_S00001",
      EXPERIMENT,
      `${EXPERIMENT}/scans/1`,
    ])
      expect((await xnat.client.ask(path)).headers.get("content-type"), path).toBe(type);
    const xml = await xnat.client.ask("/data/projects/SANDBOX?format=xml");
    expect(xml.text).toContain('<xnat:Project secondary_ID="SANDBOX"');
  });

  it("answer whatever stands behind /projects/P/experiments/E, and nothing but GET is allowed there", async () => {
    await using xnat = await startXnatTest();
    const trap = "/data/projects/SANDBOX/experiments/S1_MR1/scans";
    const answer = await xnat.client.ask(`${trap}?format=json`);
    expect(answer.json()).toMatchObject({ items: [{ data_fields: { label: "S1_MR1" } }] });
    const put = await xnat.client.ask(`${trap}/9?xsiType=xnat:mrScanData`, { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    expect((await xnat.client.ask("/data/experiments/XNAT_E00001/scans")).rows()).toHaveLength(3);
  });

  it("of resources are their catalogs in XML, whatever the format", async () => {
    await using xnat = await startXnatTest();
    const answer = await xnat.client.ask(`${EXPERIMENT}/scans/1/resources/DICOM?format=json`);
    expect(answer.headers.get("content-type")).toBe("text/xml");
    expect(
      answer.text.match(/<cat:entry ID="DICOM\/\d{4}\.dcm" URI="\d{4}\.dcm"[^>]* digest="[0-9a-f]{32}"/g),
    ).toHaveLength(3);
  });

  it("that are not there are 404, a page with the sentence in h3", async () => {
    await using xnat = await startXnatTest();
    for (const path of [
      "/data/projects/NOPE",
      "/data/subjects/NOPE",
      `${EXPERIMENT}X`,
      `${EXPERIMENT}/scans/99`,
      "/data/nothing",
    ]) {
      const answer = await xnat.client.ask(`${path}?format=json`);
      expect([answer.status, /<h3>(.*?)<\/h3>/.exec(answer.text)?.[1]], path).toEqual([
        404,
        "The server has not found anything matching the request URI",
      ]);
      expect(answer.headers.get("server")).toBe("Noelios-Restlet-Engine/1.1.6");
    }
  });
});
