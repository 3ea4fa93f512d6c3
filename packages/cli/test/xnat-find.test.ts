import { describe, expect, it } from "vitest";
import { startXnat } from "./helpers/xnat.js";

const projects = [
  { id: "A", subjects: ["0012", "0013", "00123"] },
  { id: "B", subjects: ["0012"] },
];

describe("xnat find", () => {
  it("names every project that has the subject, and says how to bring it", async () => {
    const xnat = await startXnat({ projects });
    const { code, stdout, stderr } = await xnat.run(["xnat", "find", "0012"]);
    expect(code).toBe(0);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t").slice(0, 4));
    expect(rows.filter(([, , subject]) => subject === "0012").sort()).toEqual([
      ["archive", "A", "0012", "0012_MR1"],
      ["archive", "B", "0012", "0012_MR1"],
    ]);
    expect(stderr.match(/xnat pull \S+/g)?.sort()).toEqual(["xnat pull A/0012", "xnat pull B/0012"]);
    expect(rows.map(([, , subject]) => subject)).toContain("00123");
  });

  it("finds what no project has claimed, and says who can help", async () => {
    const xnat = await startXnat({
      projects,
      prearchive: [{ subject: "0099", name: "0099_MR1", status: "READY" }],
    });
    const { code, records, stderr } = await xnat.run(["xnat", "find", "0099", "--json"]);
    expect(code).toBe(0);
    expect(records).toEqual([
      expect.objectContaining({
        type: "finding",
        kind: "unassigned",
        subject: "0099",
        name: "0099_MR1",
        status: "READY",
        advice: expect.any(String) as string,
      }),
    ]);
    expect(stderr).toContain(String(records[0]?.["advice"]));
  });

  it("ends with 5 when nothing is found, and says so under -q too", async () => {
    const xnat = await startXnat({ projects });
    const { code, stdout, stderr } = await xnat.run(["xnat", "find", "0900", "-q"]);
    expect([code, stdout]).toEqual([5, ""]);
    expect(stderr).not.toBe("");
    expect((await xnat.run(["xnat", "find", " "])).code).toBe(2);
  });
});
