import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startLoris } from "./helpers/loris.js";

describe("loris ls on a stock LORIS", () => {
  it("prints records with a type and an id, whatever is listed", async () => {
    const loris = await startLoris();
    const types = {
      projects: "project",
      candidates: "candidate",
      visits: "visit",
      images: "image",
      modalities: "modality",
    };
    for (const [what, type] of Object.entries(types)) {
      const { code, records, stdout } = await loris.run(["loris", "ls", what, "--json"]);
      expect(code, what).toBe(0);
      expect(records.length, what).toBeGreaterThan(0);
      expect(stdout.trim().split("\n")).toHaveLength(records.length);
      for (const record of records) expect(record).toMatchObject({ type, id: expect.any(String) as string });
    }
  });

  it("counts the images of each modality, and counts only what the filters leave", async () => {
    const loris = await startLoris();
    const { stdout } = await loris.run(["loris", "ls", "modalities"]);
    expect(stdout).toBe("dwi25\t4\nfMRI\t4\nt1\t4\nt2\t4\n");
    const filtered = await loris.run(["loris", "ls", "modalities", "--visits", "V1", "-m", "t1", "--json"]);
    expect(filtered.records).toEqual([{ type: "modality", id: "t1", images: 2 }]);
  });

  it("lists candidates with their PSCID, project and site, and the visits of one", async () => {
    const loris = await startLoris();
    const { records } = await loris.run(["loris", "ls", "candidates", "--json"]);
    const [first, second] = records;
    expect(Object.keys(first ?? {})).toEqual(["type", "id", "pscid", "project", "site"]);
    const bySite = await loris.run([
      "loris",
      "ls",
      "candidates",
      "--site",
      String(second?.["site"]),
      "--json",
    ]);
    expect(bySite.records.map(({ id }) => id)).toContain(second?.["id"]);
    expect(bySite.records.map(({ id }) => id)).not.toContain(first?.["id"]);
    writeFileSync(join(loris.folder, "list.txt"), `\uFEFF${String(first?.["pscid"])}\r\n\r\n`);
    const visits = await loris.run(["loris", "ls", "visits", "--candidates-from", "list.txt"]);
    expect(visits.stdout).toBe(`V1\t${String(first?.["id"])}\nV2\t${String(first?.["id"])}\n`);
  });

  it("refuses a filter that it would have to pass over, and a value that the server does not know", async () => {
    const loris = await startLoris();
    const since = await loris.run(["loris", "ls", "projects", "--since", "2026-01-31"]);
    expect(since.code).toBe(2);
    expect(since.stderr).toContain("--since");
    const unknown = await loris.run(["loris", "ls", "images", "--visits", "V9"]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("V1, V2");
    expect(unknown.stdout).toBe("");
    const names = [
      ["visits", "--project", "Nemo", "Pumpernickel"],
      ["candidates", "--site", "Atlantis", "Rome"],
      ["candidates", "--site", "Rome,Atlantis", "Atlantis"],
      ["visits", "--candidates", "999999", "999999"],
    ];
    for (const [what = "", flag = "", value = "", told = ""] of names) {
      const { code, stderr } = await loris.run(["loris", "ls", what, flag, value]);
      expect(code).toBe(2);
      expect(stderr).toContain(told);
    }
    // Rome is known, also where the project has nobody in it.
    const other = await loris.run(["loris", "ls", "candidates", "--site", "Rome", "--project", "Challah"]);
    expect(other).toMatchObject({ code: 0, stdout: "" });
  });

  it("says that an account may see nothing, and ends with 9 on request", async () => {
    const loris = await startLoris({
      users: [{ username: "guest", password: "Gu3st-Pass-word", kind: "noperm" }],
    });
    const { code, stderr } = await loris.run(["loris", "ls", "images"]);
    expect(code).toBe(0);
    expect(stderr).toContain("may not see");
    expect((await loris.run(["loris", "ls", "images", "--error-if-empty"])).code).toBe(9);
  });

  it("goes on without candidates and projects that the account may not see, and says how many", async () => {
    const loris = await startLoris();
    const [first, second] = [...new Set([...loris.sandbox.state.loris.images()].map((one) => one.candidate))];
    loris.sandbox.faults.add({
      path: new RegExp(`/candidates/${String(first)}$`),
      kind: "status",
      status: 403,
    });
    const visits = await loris.run([
      "loris",
      "ls",
      "visits",
      "--candidates",
      `${String(first)},${String(second)}`,
    ]);
    expect(visits.stdout).toBe(`V1\t${String(second)}\nV2\t${String(second)}\n`);
    expect(visits.stderr).toMatch(/candidates that this account may not see: 1\./);
    expect(visits.stderr).not.toContain(String(first));
    expect(visits.code).toBe(0);
    loris.sandbox.faults.add({ path: /\/projects\/[^/]+\/visits$/, kind: "status", status: 403 });
    const all = await loris.run(["loris", "ls", "visits"]);
    expect(all.code).toBe(0);
    expect(all.stderr).toMatch(/projects that this account may not see: 1\./);
  });

  it("asks nothing more when its reader goes away", async () => {
    const candidates = 200;
    const loris = await startLoris({ study: { candidates } });
    const ids = new Set([...loris.sandbox.state.loris.images()].map(({ candidate }) => candidate));
    expect(ids.size).toBe(candidates);
    writeFileSync(join(loris.folder, "list.txt"), [...ids].join("\n"));
    const { code, stderr } = await loris.run(["loris", "ls", "visits", "--candidates-from", "list.txt"], {
      onSpawn: (child) => child.stdout?.once("data", () => child.stdout?.destroy()),
    });
    expect(code).toBe(0);
    expect(stderr).toBe("");
    // One request per candidate, had it gone on.
    expect(loris.sandbox.log.find("GET", /\/candidates\/\d+$/).length).toBeLessThan(candidates / 2);
  });
});

describe("loris ls on PREVENT-AD", () => {
  it("takes modalities and visits from the list of the BIDS endpoint", async () => {
    const loris = await startLoris({ dialect: "preventad" });
    const { records } = await loris.run(["loris", "ls", "modalities", "--json"]);
    expect(records).toContainEqual({ type: "modality", id: "t1w", images: 4 });
    expect(loris.sandbox.log.find("GET", "/bids")).not.toEqual([]);
    const one = await loris.run(["loris", "ls", "images", "-m", "T2star", "--visits", "PREBL00", "--json"]);
    expect(one.records).toHaveLength(2);
    for (const record of one.records) expect(record).toMatchObject({ modality: "T2star", visit: "PREBL00" });
  });
});
