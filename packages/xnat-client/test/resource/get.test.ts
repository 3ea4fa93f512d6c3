import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { useResource } from "./support/use-resource.js";

it.each(["1.6", "1.9"] as const)(
  "some files of a resource come into a folder of its name from %s",
  async (version) => {
    const { xnat, write, run, dir } = await useResource({ version });
    const resource = xnat.project("P").subject("S1").experiment("S1_MR1").resource("R");
    await run(
      resource.put(
        await write({ "maps/r 2.txt": "r2", "maps/deep/x.txt": "x", "log.txt": "ok", "b.txt": "b" }),
      ),
    );
    const out = join(dir, "out");
    const { done, failed, results } = await run(resource.get(out, ["maps/", "*.log", "b.txt"]));

    expect([done, failed]).toEqual([3, 1]);
    expect(results.map(({ id, status }) => `${status} ${id}`).sort()).toEqual([
      "done P/S1/S1_MR1/resources/R/b.txt",
      "done P/S1/S1_MR1/resources/R/maps/deep/x.txt",
      "done P/S1/S1_MR1/resources/R/maps/r 2.txt",
      "failed *.log",
    ]);
    expect((await readFile(join(out, "R/maps/r 2.txt"))).toString()).toBe("r2");
    expect((await run(resource.get(out, ["maps/"]))).unchanged).toBe(2);
    const all = await run(resource.get(out));
    expect(all).toMatchObject({ done: 1, unchanged: 3, failed: 0 });
    // What was not asked for this time is still there.
    const some = await run(resource.get(out, ["b.txt"]));
    expect(some.results.map(({ id, status }) => `${status} ${id}`)).toEqual([
      "unchanged P/S1/S1_MR1/resources/R/b.txt",
    ]);
    await resource.file("b.txt").remove();
    const gone = await run(resource.get(out, ["b.txt"]));
    expect(gone.results.map(({ id, status }) => `${status} ${id}`)).toEqual([
      "skipped P/S1/S1_MR1",
      "failed b.txt",
      "skipped P/S1/S1_MR1/resources/R/b.txt",
    ]);
    const none = await run(xnat.project("P").resource("NONE").get(out, ["a"]));
    expect(new Set(none.results.map(({ error }) => error?.code))).toEqual(new Set(["remote/not-found"]));
  },
);
