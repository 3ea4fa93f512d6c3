import { describe, expect, it } from "vitest";

import { usePull } from "../pull/support/use-pull.js";

describe("hostile names of images", () => {
  it("never leave the folder, and fail one by one", async () => {
    const visit = "V1";
    const candidate = "300009";
    const names = [
      ...[
        "../../evil.mnc",
        "/etc/evil.mnc",
        "a\0b.mnc",
        "CON.mnc",
        `${"x".repeat(300)}.mnc`,
        "..",
        "dot.mnc.",
      ],
      ...["a?b.mnc", "a*b.mnc", "a#b%20.mnc", "café.mnc", "session.json", ".good.mnc.etag", "..\\evil.mnc"],
    ];
    const stage = await usePull({
      dialect: "v28",
      study: { candidates: 1, visits: [visit], scanTypes: ["t1"] },
      images: [
        ...names.map((name) => ({ candidate, visit, scanType: "t2", name })),
        { candidate, visit, scanType: "t2", name: "Case.mnc" },
        { candidate, visit, scanType: "t2", name: "case.mnc" },
        { candidate, visit: "../V9", scanType: "t2", name: "up.mnc" },
        { candidate, visit: "v1", scanType: "t2", name: "twin.mnc" },
      ],
    });
    const { results } = await stage.pull({ type: "minc", qc: false });
    const failed = results.filter(({ status }) => status === "failed");
    for (const { error } of failed) expect(error?.hint).not.toBe("");
    const tree = await stage.tree();
    expect(tree.every((path) => /^(300009|\d+)\/(candidate\.json|V1\/[^/]+)$/.test(path))).toBe(true);
    const kept = tree
      .filter((path) => path.startsWith("300009/V1/"))
      .map((path) => path.slice("300009/V1/".length));
    expect(kept).toEqual(
      expect.arrayContaining(["a?b.mnc", "a*b.mnc", "a#b%20.mnc", "café.mnc", "session.json"]),
    );
    for (const name of kept) expect([...names, "Case.mnc", "case.mnc", "session.json"]).toContain(name);
    // One of the two that differ in capital letters stands, the other one is named.
    expect(kept.filter((name) => name.toLowerCase() === "case.mnc")).toHaveLength(1);
    expect(failed.some(({ target }) => target.toLowerCase().endsWith("/case.mnc"))).toBe(true);
    expect(JSON.parse(await stage.text("300009/V1/session.json"))).toMatchObject({ Visit: "V1" });
    expect(failed.length).toBeGreaterThanOrEqual(9);
  });
});
