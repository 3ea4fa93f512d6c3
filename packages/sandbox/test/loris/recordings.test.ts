import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { itWithRecordings, shared } from "../support/peers.js";
import { jsonShape, shapeDifferences } from "../support/json-shape.js";
import { firstImage, type LorisTestClient, startLorisTest } from "../support/loris-client.js";

function recorded(dialect: string, name: string): unknown {
  return JSON.parse(
    readFileSync(join(shared, "wire", "loris-recordings", dialect, `${name}.json`), "utf8"),
  ) as unknown;
}

async function differences(
  client: LorisTestClient,
  version: string,
  requests: Readonly<Record<string, string>>,
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, path] of Object.entries(requests)) {
    const answer = await client.ask(path, { version });
    expect(answer.status, path).toBe(200);
    const dialect = version === "v0.0.3-dev" ? "preventad" : "v28";
    const file = dialect === "v28" ? `${version}-${name}` : name;
    const here = jsonShape(answer.json());
    found.push(
      ...shapeDifferences(jsonShape(recorded(dialect, file)), here).map((text) => `${file}: ${text}`),
    );
  }
  return found;
}

for (const version of ["v0.0.3", "v0.0.4-dev"])
  itWithRecordings(
    `gives every recorded answer of 28 under ${version} with the same keys and types`,
    async () => {
      await using test = await startLorisTest();
      const { candidate, visit, link } = firstImage(test.sandbox);
      const at = `/candidates/${candidate}/${visit}`;
      expect(
        await differences(test.client, version, {
          candidate: `/candidates/${candidate}`,
          dicoms: `${at}/dicoms`,
          "headers-full": `${link}/headers/full`,
          headers: `${link}/headers`,
          "project-images": "/projects/Pumpernickel/images",
          projects: "/projects",
          "qc-imaging": `${at}/qc/imaging`,
          qc: `${link}/qc`,
          recordings: "/projects/Pumpernickel/recordings",
          "visit-images": `${at}/images`,
          "visit-recordings": `${at}/recordings`,
          visit: at,
        }),
      ).toEqual([]);
    },
    30_000,
  );

itWithRecordings(
  "gives every recorded answer of PREVENT-AD with the same keys and types",
  async () => {
    await using test = await startLorisTest({ dialect: "preventad" });
    const { candidate, visit, link } = firstImage(test.sandbox);
    const at = `/candidates/${candidate}/${visit}`;
    expect(
      await differences(test.client, "v0.0.3-dev", {
        bids: "/projects/loris/bids/",
        bidsfiles: `${at}/bidsfiles`,
        candidate: `/candidates/${candidate}`,
        candidates: "/candidates/",
        images: `${at}/images`,
        "project-images": "/projects/loris/images",
        qc: `${link}/qc`,
        visit: at,
      }),
    ).toEqual([]);
  },
  30_000,
);

itWithRecordings(
  "names the recorded images in the BIDS endpoint as they were named",
  async () => {
    await using test = await startLorisTest({ dialect: "preventad", study: { candidates: 1 } });
    interface Listed {
      readonly Images: readonly {
        readonly LorisScanType: string;
        readonly Subfolder: string;
        readonly NiftiLink: string;
      }[];
    }
    const names = (value: unknown): string[] => {
      const all = (value as Listed).Images.map((image) =>
        [image.LorisScanType, image.Subfolder, image.NiftiLink.replace(/.*ses-[A-Z0-9]+_/, "")].join(" "),
      );
      return [...new Set(all)].sort();
    };
    const here = (await test.client.ask("/projects/loris/bids/")).json();
    expect(names(here)).toEqual(names(recorded("preventad", "bids")));
  },
  30_000,
);
