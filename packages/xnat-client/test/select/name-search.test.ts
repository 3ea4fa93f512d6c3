import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { NameSearch } from "../../src/select/name-search.js";
import { sessionNames } from "../../src/select/session-names.js";
import { wantedNames } from "../../src/select/wanted-names.js";

const name = fc.string({ unit: fc.constantFrom("0", "1", "a", "A"), minLength: 1, maxLength: 3 });

describe("NameSearch", () => {
  it("finds what has one of the names, letter by letter, and tells the rest", async () => {
    const things = fc.uniqueArray(fc.record({ label: name }), {
      selector: ({ label }) => label,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(name), things, async (asked, labels) => {
        const all = labels.map(({ label }, index) => ({ id: `XNAT_S${index}`, label }));
        const search = new NameSearch();
        for (const one of asked) search.add(one);
        expect(all.filter((thing) => search.meets(thing))).toEqual(
          all.filter(({ label }) => asked.includes(label)),
        );
        const there = new Set(all.map(({ label }) => label));
        const missing = [...new Set(asked)].filter((one) => !there.has(one));
        expect((await search.missing("subject", asked))?.labels ?? []).toEqual(missing);
        expect(search.asked).toBe(new Set(asked).size);
        expect(search.ambiguous).toEqual([]);
      }),
    );
  });

  it("keeps leading zeros, and says where only they or capitals differ", async () => {
    const search = new NameSearch();
    const asked = ["7", "s1", "9"];
    for (const one of asked) search.add(one);
    expect(search.meets({ id: "XNAT_S1", label: "007" })).toBe(false);
    expect(search.meets({ id: "XNAT_S2", label: "S1" })).toBe(false);
    const missing = await search.missing("subject", asked);
    expect(missing).toMatchObject({
      labels: asked,
      alike: [
        { asked: "7", found: "007" },
        { asked: "s1", found: "S1" },
      ],
    });
    expect(missing?.hint).toContain("leading zeros");
  });

  it("sees a name that is one's label and another one's accession ID, whoever comes first", () => {
    const one = { id: "XNAT_S00001", label: "a" };
    const other = { id: "XNAT_S00002", label: "XNAT_S00001" };
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const search = new NameSearch();
      search.add("XNAT_S00001");
      for (const thing of order) search.meets(thing);
      expect(search.ambiguous).toEqual(["XNAT_S00001"]);
    }
  });

  it("takes one that is listed twice, or whose label is its ID, for one", () => {
    const search = new NameSearch();
    search.add("XNAT_S00001");
    search.add("a");
    search.meets({ id: "XNAT_S00001", label: "XNAT_S00001" });
    search.meets({ id: "XNAT_S00001", label: "a" });
    search.meets({ id: "XNAT_S00001", label: "a" });
    expect(search.ambiguous).toEqual([]);
  });
});

it("reads a streamed list once and tells its missing names all the same", async () => {
  let reads = 0;
  const wanted = await wantedNames(
    (async function* () {
      reads++;
      yield* await Promise.resolve(["001", "", "b", "001"]);
    })(),
  );
  wanted.search.meets({ id: "XNAT_S1", label: "b" });
  expect((await wanted.search.missing("subject", wanted.names()))?.labels).toEqual(["001"]);
  expect(reads).toBe(1);
  await wanted.close();
});

it("finds sessions by label, ID and glob, and tells the names and globs that met nothing", async () => {
  const names = sessionNames(["S1_*", "XNAT_E2", "nobody", "x?"]);
  expect(names.meets({ id: "XNAT_E1", label: "S1_MR1" })).toBe(true);
  expect(names.meets({ id: "XNAT_E2", label: "S2_MR1" })).toBe(true);
  expect(names.meets({ id: "XNAT_E3", label: "s1_MR1" })).toBe(false);
  expect(await names.missing()).toMatchObject({ kind: "session", labels: ["nobody", "x?"], asked: 4 });
});
