import { readFile, readdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { collect } from "@scanferry/transfer";
import { createZip } from "@scanferry/zip-crypt";
import { expect, it } from "vitest";
import { unlistedEntry } from "../../../../tools/test-support/unlisted-entry.js";
import { madeTar } from "../plan/support/made-tar.js";
import { planPush } from "../../src/plan/plan-push.js";
import { push } from "../../src/push/push.js";
import { madeSession } from "./support/made-session.js";
import { usePush } from "./support/use-push.js";

/** Packs what lies below a folder. */
async function packed(folder: string, path: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  if (path.endsWith(".zip")) {
    const entries = names.map((name) => ({ name, source: join(folder, name) }));
    await createZip(path, entries, { encryption: "none", level: 6 });
    return;
  }
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name))] as const),
  );
  await writeFile(path, gzipSync(madeTar(files)));
}

it.each(["zip", "tar.gz"])("a session in a %s arrives whole, and is not sent again", async (kind) => {
  const stage = await usePush({ pipelines: false });
  await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
  const path = join(stage.dir, `scans.${kind}`);
  await packed(join(stage.dir, "S1"), path);
  const options = { project: "P1", subject: "S1", session: "a", destination: "archive", retries: 2 } as const;
  const { results } = await collect(push(stage.ctx, path, options));
  expect(results).toMatchObject([{ id: "S1/S1_a", status: "done", note: "verified by SOP instance" }]);
  expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
  stage.sandbox.log.clear();
  expect((await collect(push(stage.ctx, path, options))).unchanged).toBe(1);
  expect(stage.imports()).toBe(0);
});

it("of an archive only what is missing is sent, and without the series that were left out", async () => {
  const stage = await usePush({ pipelines: false });
  await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
  const path = join(stage.dir, "scans.zip");
  await packed(join(stage.dir, "S1"), path);
  const options = { project: "P1", subject: "S1", session: "a", destination: "archive" } as const;
  await collect(push(stage.ctx, path, { ...options, exclude: ["series-2"] }));
  expect(stage.archived("S1_a")).toEqual({ 1: 3 });
  await using plan = await planPush(path, options);
  const { results } = await stage.push(plan, { destination: "archive", overwrite: "append" });
  expect(results).toMatchObject([{ status: "done" }]);
  expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
});

it("of an archive nothing is sent that its directory does not list", async () => {
  const stage = await usePush({ pipelines: false });
  await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
  const path = join(stage.dir, "scans.zip");
  await packed(join(stage.dir, "S1"), path);
  await writeFile(path, unlistedEntry(await readFile(path), "S1_a/series-2/IM22.dcm"));
  await using plan = await planPush(path, { project: "P1", subject: "S1", session: "a" });
  for await (const session of plan.sessions())
    expect(session).toMatchObject({ files: 5, archive: { asIs: true } });
  const { results } = await stage.push(plan, { destination: "archive" });
  expect(results).toMatchObject([{ status: "done" }]);
  expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 2 });
});
