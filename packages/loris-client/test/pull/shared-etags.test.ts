import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { collect, download, type FileItem } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";

import type { PlannedImage } from "../../src/index.js";
import { KnownEtags } from "../../src/pull/sidecars/known-etags.js";
import { SidecarStore } from "../../src/pull/sidecars/sidecar-store.js";
import { usePull, type PullStage } from "./support/use-pull.js";

const folder = "sub-1/ses-V1/anat";
const image: PlannedImage = {
  candidate: "1",
  pscid: "P1",
  visit: "V1",
  modality: "t1",
  project: "p",
  link: "/candidates/1/V1/images/a.mnc",
};

/** A server that believes its ETags: whoever sends the one it would answer with gets "unchanged", whatever the content. */
interface FakeFile {
  name: string;
  etag: string;
  text: string;
}

async function run(stage: PullStage, files: readonly FakeFile[], { clean = true } = {}) {
  async function* images(): AsyncGenerator<PlannedImage> {
    yield await Promise.resolve(image);
  }
  const sidecars = await SidecarStore.open({ root: stage.dir, type: "bids", write: true, images });
  const items = files.map(({ name, etag, text }): FileItem =>
    sidecars.attach({
      id: `/${name}`,
      target: `${folder}/${name}`,
      open: ({ knownEtag }) => {
        async function* body(): AsyncGenerator<Uint8Array> {
          yield await Promise.resolve(Buffer.from(text));
        }
        return Promise.resolve(
          knownEtag === etag ? { status: "unchanged" } : { status: "full", etag, body: body() },
        );
      },
    }),
  );
  const { results } = await collect(download(items, stage.dir, { concurrency: 1 }));
  if (clean) await sidecars.removeShared();
  return results.map(({ target, status }) => `${target.slice(folder.length + 1)} ${status}`);
}

const sidecarsOf = async (stage: PullStage): Promise<string[]> =>
  (await stage.tree({ sidecars: true })).filter((path) => path.endsWith(".etag"));

const constants = ["99914b932bd37a50b983c5e7c90ae93b", "8241a4b1e6d135003117a3b095b974a5"];

describe("ETags that say nothing", () => {
  it.each(constants)("are neither trusted nor written when they are known constants: %s", async (etag) => {
    const stage = await usePull();
    const file = { name: "a.json", etag, text: '{"a":1}' };
    await run(stage, [file]);
    expect(await sidecarsOf(stage)).toEqual([]);
    expect(await run(stage, [{ ...file, text: '{"a":2}' }])).toEqual(["a.json done"]);
    expect(await stage.text(`${folder}/a.json`)).toBe('{"a":2}');
    expect(await run(stage, [{ ...file, text: '{"a":2}' }])).toEqual(["a.json unchanged"]);
  });

  it("are found out when two files share one, and the sidecar that was written before goes", async () => {
    const stage = await usePull();
    const files = ["a.json", "b.json"].map((name) => ({ name, etag: "feed", text: `{"${name}":1}` }));
    await run(stage, files, { clean: false });
    expect(await sidecarsOf(stage)).toEqual([`${folder}/.a.json.etag`]);
    await run(stage, files);
    expect(await sidecarsOf(stage)).toEqual([]);
  });

  it("are not trusted in any later run, for either file", async () => {
    const stage = await usePull();
    const files = ["a.json", "b.json"].map((name) => ({ name, etag: "feed", text: '{"old":1}' }));
    await run(stage, files);
    for (const text of ['{"new":2}', '{"newer":3}']) {
      const changed = files.map((file) => ({ ...file, text }));
      expect(await run(stage, changed)).toEqual(["a.json done", "b.json done"]);
      expect(await run(stage, changed)).toEqual(["a.json unchanged", "b.json unchanged"]);
    }
    // Each by itself too: what the other file told is remembered.
    expect(await run(stage, [{ ...files[0]!, text: '{"alone":4}' }])).toEqual(["a.json done"]);
  });

  it("are not trusted in sidecars that another tool left, before the first file is asked for", async () => {
    const stage = await usePull();
    const files = ["a.json", "b.json"].map((name) => ({ name, etag: "feed", text: '{"new":1}' }));
    await mkdir(join(stage.dir, folder), { recursive: true });
    for (const { name, etag } of files) {
      await stage.write(`${folder}/${name}`, '{"old":1}');
      await stage.write(`${folder}/.${name}.etag`, etag);
    }
    expect(await run(stage, files)).toEqual(["a.json done", "b.json done"]);
    expect(await readFile(join(stage.dir, folder, "a.json"), "utf8")).toBe('{"new":1}');
    expect(await sidecarsOf(stage)).toEqual([]);
  });

  it("leave the ETag of a single file alone, in runs and in sidecars", async () => {
    const stage = await usePull();
    const files = ["a.json", "b.json"].map((name) => ({ name, etag: `e-${name}`, text: "{}" }));
    await run(stage, files);
    expect(await sidecarsOf(stage)).toHaveLength(2);
    expect(
      await run(
        stage,
        files.map((file) => ({ ...file, text: "not asked for" })),
      ),
    ).toEqual(["a.json unchanged", "b.json unchanged"]);
  });

  it("are compared without the marks that a proxy puts around them", () => {
    const known = new KnownEtags();
    for (const etag of [`"${constants[0]!}"`, `W/"${constants[1]!}"`, '""', ""])
      expect(known.note("a", etag)).toBe(false);
    expect(known.note("a", "feed")).toBe(true);
    expect(known.note("b", '"feed"')).toBe(false);
    expect(known.note("a", "feed")).toBe(false);
    expect([known.sharedCount, known.isShared('W/"feed"')]).toEqual([1, true]);
  });
});
