import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entityFormat, entityOrder } from "../../src/names/entity-table.js";
import { formatBidsName } from "../../src/names/format-bids-name.js";
import { parseBidsName } from "../../src/names/parse-bids-name.js";

describe("parseBidsName", () => {
  it.each([
    ["sub-01_T1w.nii.gz", { entities: { sub: "01" }, suffix: "T1w", extension: ".nii.gz" }],
    [
      "sub-Abc_ses-pre_acq-mprage_run-02_T1w.nii",
      { entities: { sub: "Abc", ses: "pre", acq: "mprage", run: "02" }, suffix: "T1w", extension: ".nii" },
    ],
    [
      "sub-05_mod-T1w_defacemask.nii.gz",
      { entities: { sub: "05", mod: "T1w" }, suffix: "defacemask", extension: ".nii.gz" },
    ],
    [
      "sub-01_task-rest_space-T1w_desc-preproc_bold.nii.gz",
      {
        entities: { sub: "01", task: "rest", space: "T1w", desc: "preproc" },
        suffix: "bold",
        extension: ".nii.gz",
      },
    ],
    ["tpl-MNI_T1w.nii.gz", { entities: { tpl: "MNI" }, suffix: "T1w", extension: ".nii.gz" }],
    [
      "sub-01_task-stroop+whitebg_beh.tsv",
      { entities: { sub: "01", task: "stroop+whitebg" }, suffix: "beh", extension: ".tsv" },
    ],
    ["T1w.json", { entities: {}, suffix: "T1w", extension: ".json" }],
    ["participants.tsv", { entities: {}, suffix: "participants", extension: ".tsv" }],
    ["README", { entities: {}, suffix: "README", extension: "" }],
    ["sub-01_ses-01.html", { entities: { sub: "01", ses: "01" }, extension: ".html" }],
    ["dataset_description.json", { entities: {}, extension: ".json" }],
    ["sub-01_old_T1w.nii.gz", { entities: { sub: "01" }, extension: ".nii.gz" }],
    ["sub-01_run-1_run-2_T1w.nii.gz", { entities: { sub: "01", run: "1" }, extension: ".nii.gz" }],
    ["sub-01_T1w.v2.nii.gz", { entities: { sub: "01" }, suffix: "T1w", extension: ".v2.nii.gz" }],
    [".bidsignore", { entities: {}, extension: ".bidsignore" }],
    ["", { entities: {}, extension: "" }],
  ])("reads %s", (name, expected) => {
    expect(parseBidsName(name)).toEqual(expected);
  });

  it("never throws and keeps every character of the extension", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const { extension } = parseBidsName(name);
        expect(name.endsWith(extension)).toBe(true);
      }),
    );
  });

  it("keeps an entity that JavaScript's own objects also have a name for", () => {
    const { entities } = parseBidsName("constructor-1_toString-2_T1w.nii");
    expect(entities).toEqual({ constructor: "1", toString: "2" });
  });
});

const label = fc.stringMatching(/^[0-9a-zA-Z+]{1,8}$/);
const index = fc.stringMatching(/^[0-9]{1,3}$/);
const bidsName = fc
  .record({
    entities: fc
      .subarray([...entityOrder])
      .chain((keys) =>
        fc
          .tuple(...keys.map((key) => (entityFormat(key) === "index" ? index : label)))
          .map((values) => Object.fromEntries(keys.map((key, i) => [key, values[i] ?? ""]))),
      ),
    suffix: fc.stringMatching(/^[a-zA-Z][0-9a-zA-Z]{0,8}$/),
    extension: fc.constantFrom("", ".nii", ".nii.gz", ".json", ".tsv", ".tsv.gz"),
  })
  .map(({ entities, suffix, extension }) => ({ entities, suffix, extension }));

describe("formatBidsName", () => {
  it("writes what parseBidsName reads", () => {
    fc.assert(
      fc.property(bidsName, (name) => {
        expect(parseBidsName(formatBidsName(name))).toEqual(name);
      }),
    );
  });

  it("gives a canonical name back unchanged after parsing", () => {
    fc.assert(
      fc.property(bidsName, (name) => {
        const written = formatBidsName(name);
        expect(formatBidsName(parseBidsName(written))).toBe(written);
      }),
    );
  });

  it("puts the entities in BIDS order, however they are handed in, and unknown ones after them", () => {
    fc.assert(
      fc.property(bidsName, fc.infiniteStream(fc.nat()), (name, keys) => {
        const shuffled = Object.entries(name.entities)
          .map((entry) => ({ entry, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        expect(formatBidsName({ ...name, entities: Object.fromEntries(shuffled) })).toBe(
          formatBidsName(name),
        );
      }),
    );
    const odd = { entities: { zz: "1", run: "2", sub: "x" }, suffix: "T1w", extension: "" };
    expect(formatBidsName(odd)).toBe("sub-x_run-2_zz-1_T1w");
  });
});
