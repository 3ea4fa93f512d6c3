import { appendFile, mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { openFromHttp, type FileItem, type TransferEvent } from "../src/index.js";
import { runInto } from "./support/manifest.js";
import { dir, http, server, useDownloadServer } from "./support/use-download-server.js";

useDownloadServer();

/** A table of the server, fetched over a socket each time. */
const table = (data: string, more: Partial<FileItem> = {}): FileItem => {
  server.options.content = Buffer.from(data);
  return {
    id: "t",
    target: "table.tsv",
    compare: true,
    keepOther: true,
    open: openFromHttp(http, "/t"),
    ...more,
  };
};
const at = (path: string): string => join(dir, path);
const kept = (): Promise<string[]> => readdir(at(".scanferry/replaced")).catch(() => []);
const text = (path: string): Promise<string> => readFile(at(path), "utf8");

async function run(items: FileItem[], options = {}): Promise<{ statuses: string[]; warnings: string[] }> {
  const events: TransferEvent[] = [];
  const { results } = await runInto(dir, items, { onEvent: (event) => events.push(event), ...options });
  return {
    statuses: results.map(({ status, error }) => error?.code ?? status),
    warnings: events.flatMap((event) => (event.type === "warning" ? [event.message] : [])),
  };
}

describe("an item that keeps what others left at its place", () => {
  it("moves a strange file aside with its time, says so once, and overwrites none that was kept earlier", async () => {
    await writeFile(at("table.tsv"), "mine");
    await utimes(at("table.tsv"), 1000, 1000);
    const first = await run([table("theirs")]);
    expect(first.statuses).toEqual(["done"]);
    expect(first.warnings).toEqual([
      "A file in the output folder had other content than was left here by an earlier run; it is kept in .scanferry/replaced.",
    ]);
    expect(await text("table.tsv")).toBe("theirs");
    expect(await text(".scanferry/replaced/table.tsv")).toBe("mine");

    await appendFile(at("table.tsv"), " and mine");
    expect((await run([table("theirs")])).warnings).toHaveLength(1);
    await appendFile(at("table.tsv"), " again");
    expect((await run([table("theirs")])).warnings).toHaveLength(1);
    expect((await kept()).sort()).toEqual(["table-2.tsv", "table-3.tsv", "table.tsv"]);
    expect(await text(".scanferry/replaced/table.tsv")).toBe("mine");
    expect(await text(".scanferry/replaced/table-2.tsv")).toBe("theirs and mine");
    expect(await text(".scanferry/replaced/table-3.tsv")).toBe("theirs again");
  });

  it("replaces what an earlier run left, also in a copy without times, and leaves equal bytes alone", async () => {
    await writeFile(at("table.tsv"), "one");
    expect(await run([table("one")])).toEqual({ statuses: ["unchanged"], warnings: [] });
    expect(await run([table("two")])).toEqual({ statuses: ["done"], warnings: [] });
    await utimes(at("table.tsv"), 1000, 1000);
    expect(await run([table("three")])).toEqual({ statuses: ["done"], warnings: [] });
    expect(await run([table("another item's", { id: "u" })])).toEqual({ statuses: ["done"], warnings: [] });
    expect(await kept()).toEqual([]);
  });

  it("keeps nothing when the new bytes do not come, when it only looks, and without the flag", async () => {
    await writeFile(at("table.tsv"), "mine");
    for (const options of [{ check: true }, { dryRun: true }])
      expect(await run([table("theirs")], options)).toEqual({ statuses: ["planned"], warnings: [] });
    const broken = table("theirs", { expect: { md5: "0".repeat(32) } });
    expect(await run([broken])).toEqual({ statuses: ["data/checksum-mismatch"], warnings: [] });
    expect(await text("table.tsv")).toBe("mine");
    expect(await run([table("theirs", { keepOther: false })])).toEqual({ statuses: ["done"], warnings: [] });
    expect(await kept()).toEqual([]);
  });

  it("fails and leaves the file in its place when it cannot be kept inside the folder", async () => {
    await writeFile(at("table.tsv"), "mine");
    await mkdir(at("elsewhere"));
    await mkdir(at("out/.scanferry"), { recursive: true });
    await symlink(at("elsewhere"), at("out/.scanferry/replaced"));
    await writeFile(at("out/table.tsv"), "mine");
    const { results } = await runInto(at("out"), [table("theirs")], {});
    expect(results.map(({ error }) => error?.code)).toEqual(["data/unsafe-path"]);
    expect(await text("out/table.tsv")).toBe("mine");
    expect(await readdir(at("elsewhere"))).toEqual([]);
  });
});
