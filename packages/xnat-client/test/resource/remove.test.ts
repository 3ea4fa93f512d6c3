import { describe, expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { useResource } from "./support/use-resource.js";

const files = ["img1", "img10", "sub/a.txt", "subway.txt", "b c.txt"];

describe.each(["1.6", "1.9"] as const)("deleting on %s", (version) => {
  it("takes the files that are meant and no others, though XNAT deletes by the beginning of names", async () => {
    const { sandbox, xnat, write, run } = await useResource({ version });
    const resource = xnat.project("P").resource("R");
    await run(resource.put(await write(Object.fromEntries(files.map((name) => [name, name])))));
    const left = async (): Promise<string[]> => {
      const paths = [];
      for await (const { path } of resource.files()) paths.push(path);
      return paths.sort();
    };
    const refused = await failsWith(resource.file("img1").remove(), "remote/refused");
    expect(refused.hint).toContain("1 other file");
    await failsWith(resource.file("img").remove(), "remote/not-found");
    const planned = await run(resource.removeFiles(["img1", "img10"], { dryRun: true }));
    expect(planned.planned).toBe(2);
    expect(sandbox.log.find("DELETE", "/files/")).toEqual([]);
    expect(await left()).toEqual([...files].sort());
    await resource.file("b c.txt").remove();
    const some = await run(resource.removeFiles(["sub/", "img*", "none.txt"]));
    expect([some.done, some.failed]).toEqual([3, 1]);
    expect(some.results.find(({ status }) => status === "failed")).toMatchObject({
      id: "P/resources/R/none.txt",
      error: { code: "remote/not-found" },
    });
    expect(await left()).toEqual(["subway.txt"]);
    await resource.remove();
    await failsWith(resource.remove(), "remote/not-found");
    const labels = [];
    for await (const { label } of xnat.project("P").resources()) labels.push(label);
    expect(labels).toEqual([]);
  });

  it("is not done twice when the answer is lost", async () => {
    const { sandbox, xnat, write, run } = await useResource({ version });
    const resource = xnat.project("P").resource("R");
    await run(resource.put(await write({ a: "1", b: "2" })));
    sandbox.faults.add({ method: "DELETE", kind: "reset", when: "after", times: 1 });
    await resource.file("a").remove();
    sandbox.faults.add({ method: "DELETE", kind: "reset", when: "after", times: 1 });
    await resource.remove();
    expect(sandbox.log.find("DELETE", /\/resources\//)).toHaveLength(4);
  });
});

it("takes the number of a resource for its name in deleting alone: files put under it would land in that resource", async () => {
  const { xnat, write, run, texts } = await useResource();
  const folder = await write({ "a.txt": "1" });
  await run(xnat.project("P").resource("NOTES").put(folder));
  const [notes] = await allOf(xnat.project("P").resources());
  const id = notes?.id ?? "";
  await write({ "b.txt": "2" });
  const { results } = await run(xnat.project("P").resource(id).put(folder));
  expect(results.map(({ error }) => error?.code)).toEqual(["input/invalid"]);
  expect(await texts("P/NOTES")).toEqual({ "a.txt": "1" });
  await xnat.project("P").resource(id).remove();
  expect(await allOf(xnat.project("P").resources())).toEqual([]);
});
