import type { XnatSandboxOptions } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";
import { allOf } from "../../../../tools/test-support/all-of.js";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import type { XnatClient } from "../../src/index.js";
import { openBox, type Box } from "../helpers/open-box.js";

const options: XnatSandboxOptions = {
  users: [
    { username: "admin", password: "all" },
    { username: "ada", password: "own", owns: ["P", "Q"], collaborator: ["READ"] },
  ],
  projects: [
    { id: "P", subjects: ["S1"] },
    { id: "Q", subjects: 0 },
    { id: "READ", subjects: 0 },
  ],
  prearchive: [
    { project: "P", subject: "S2", name: "S2_MR1" },
    { project: "P", subject: "S1", name: "S1_MR1" },
    { project: "Unassigned", subject: "S3", name: "S3_MR1" },
    { project: "P", subject: "S4", name: "S4_MR1", status: "RECEIVING" },
    { project: "READ", subject: "S5", name: "S5_MR1" },
  ],
};
const ada = { username: "ada", password: "own" };

/** A server with sessions that wait, and a client; `uri` gives the address of one by its label. */
async function stage(
  version: "1.6" | "1.9",
  more: XnatSandboxOptions = {},
): Promise<{ box: Box; xnat: XnatClient; uri: (name: string) => string }> {
  const box = await openBox({ version, ...options, ...more });
  const xnat = await box.client();
  const uri = (name: string): string =>
    box.sandbox.state.xnat.prearchive.list().find((one) => one.name === name)?.url ?? `no ${name}`;
  return { box, xnat, uri };
}

const posts = (box: Box): number => box.sandbox.log.entries.filter(({ method }) => method === "POST").length;

describe.each(["1.6", "1.9"] as const)("a session of the prearchive on %s", (version) => {
  it("is archived under its own labels, and under corrected ones", async () => {
    const { box, xnat, uri } = await stage(version);
    const own = await xnat.prearchiveSession(uri("S2_MR1")).archive();
    expect(own).toEqual({ archived: true, uri: "/data/archive/projects/P/subjects/S2/experiments/S2_MR1" });
    const other = xnat.prearchiveSession(uri("S1_MR1"));
    const to = { project: "Q", subject: "S7", session: "S7_pre" };
    expect(await other.planArchive()).toMatchObject({ exists: true });
    expect(await other.planArchive(to)).toEqual({
      from: { project: "P", subject: "S1", session: "S1_MR1" },
      to,
      uri: "/data/archive/projects/Q/subjects/S7/experiments/S7_pre",
      exists: false,
    });
    await failsWith(other.planArchive({ project: "NOPE" }), "remote/not-found");
    const corrected = await other.archive(to);
    expect(corrected.uri).toMatch(/\/projects\/Q\/subjects\/S7\/experiments\/S7_pre$/);
    expect([...box.sandbox.state.xnat.experiments("Q")]).toMatchObject([{ label: "S7_pre", subject: "S7" }]);
    await failsWith(other.show(), "remote/not-found");
    await failsWith(other.archive(), "remote/not-found");
    await failsWith(xnat.prearchiveSession(uri("S5_MR1")).archive({ session: "a b" }), "input/invalid");
  });

  it("is not archived over what is there unless told so, and the server's reason is told", async () => {
    const { box, xnat, uri } = await stage(version);
    const session = xnat.prearchiveSession(uri("S1_MR1"));
    const exists = await failsWith(session.archive(), "remote/exists");
    expect(exists.message).toContain("Session already exists, retry with overwrite enabled");
    expect(exists.details).toMatchObject({ reason: "exists" });
    expect((await session.show()).status).toBe("CONFLICT");
    expect(await session.archive({ overwrite: "append" })).toMatchObject({ archived: true });
    // The workflow that archiving opens never ends without a pipeline engine: only replacing goes past it.
    box.sandbox.state.xnat.prearchive.add({ project: "P", subject: "S1", name: "S1_MR1" });
    const again = xnat.prearchiveSession(uri("S1_MR1"));
    const busy = await failsWith(again.archive({ overwrite: "append" }), "remote/conflict");
    expect(busy.details).toMatchObject({ reason: "processing" });
    expect(await again.archive({ overwrite: "delete" })).toMatchObject({ archived: true });
    box.sandbox.state.xnat.prearchive.add({ project: "P", subject: "S9", name: "S1_MR1" });
    const other = await failsWith(xnat.prearchiveSession(uri("S1_MR1")).archive(), "remote/conflict");
    expect(other.details).toMatchObject({ reason: "changed-identity" });
    // No label is in what may be printed.
    expect(JSON.stringify([exists, busy, other])).not.toContain("S1_MR1");
  });

  it("that no project claimed is moved first, by who sees it, and shows up there", async () => {
    const { box, xnat, uri } = await stage(version);
    const session = xnat.prearchiveSession(uri("S3_MR1"));
    const before = posts(box);
    const first = await failsWith(session.archive(), "input/invalid");
    expect(first.hint).toMatch(/moved/);
    expect(posts(box)).toBe(before);
    await failsWith(session.move("NOPE"), "remote/not-found");
    await failsWith(session.archive({ project: "NOPE" }), "remote/not-found");
    const seen: (string | undefined)[] = [];
    const moved = await session.move("Q", { onProgress: ({ status }) => seen.push(status) });
    expect(moved).toMatchObject({ project: "Q", name: "S3_MR1", status: "READY" });
    expect(seen).toContain("QUEUED_MOVING");
    expect((await xnat.prearchiveSession(moved.uri).archive()).uri).toContain("/projects/Q/subjects/S3/");
    const theirs = await box.client({ auth: ada });
    const unseen = await failsWith(allOf(theirs.prearchive("Unassigned")), "auth/forbidden");
    expect(unseen.hint).toMatch(/ask an administrator/);
    await failsWith(theirs.prearchiveSession(uri("S5_MR1")).archive(), "auth/forbidden");
    await failsWith(theirs.prearchiveSession(uri("S5_MR1")).remove(), "auth/forbidden");
    await failsWith(theirs.prearchiveSession(uri("S5_MR1")).move("P"), "auth/forbidden");
  });

  it("is rebuilt and deleted, and it is waited until that is done", async () => {
    const { box, xnat, uri } = await stage(version);
    const session = xnat.prearchiveSession(uri("S2_MR1"));
    expect((await session.rebuild()).status).toBe("READY");
    expect(await allOf(session.scans())).toEqual([]);
    const seen: (string | undefined)[] = [];
    await session.remove({ onProgress: ({ status }) => seen.push(status) });
    expect(seen).toContain("QUEUED_DELETING");
    expect(box.sandbox.state.xnat.prearchive.list(["P"]).map(({ name }) => name)).not.toContain("S2_MR1");
    await failsWith(session.remove(), "remote/not-found");
    await failsWith(session.rebuild(), "remote/not-found");
  });

  it("is not committed where the project would replace the archive's session, unless that is meant", async () => {
    const projects = [{ id: "P", subjects: ["S1"], prearchiveCode: 5 as const }];
    const autoarchive = "AutoArchiveOverwrite";
    const { box, xnat, uri } = await stage(version, {
      projects,
      users: [{ username: "admin", password: "all" }],
      prearchive: [
        { project: "P", subject: "S1", name: "S1_MR1", autoarchive },
        { project: "P", subject: "S4", name: "S4_MR1", autoarchive },
      ],
    });
    const session = xnat.prearchiveSession(uri("S1_MR1"));
    const there = "/data/archive/projects/P/subjects/S1/experiments/S1_MR1";
    expect(await session.replacedByCommit()).toBe(there);
    expect(await xnat.prearchiveSession(uri("S4_MR1")).replacedByCommit()).toBeUndefined();
    const before = posts(box);
    await failsWith(session.commit(), "remote/exists");
    expect(posts(box)).toBe(before);
    expect(await session.commit({ archive: false })).toMatchObject({ archived: false });
    expect(await session.commit({ replace: true })).toEqual({ archived: true, uri: there });
  });

  it("is committed: it goes on to the archive or stays, as the project or the caller says", async () => {
    const { box, xnat, uri } = await stage(version);
    const receiving = xnat.prearchiveSession(uri("S4_MR1"));
    await failsWith(allOf(receiving.scans()), "remote/not-found");
    expect(await receiving.commit({ archive: false })).toMatchObject({ archived: false, status: "READY" });
    expect(await receiving.commit()).toEqual({
      archived: true,
      uri: "/data/archive/projects/P/subjects/S4/experiments/S4_MR1",
    });
    const exists = await failsWith(xnat.prearchiveSession(uri("S1_MR1")).commit(), "remote/exists");
    expect(exists.retryable).toBe(false);
    const unassigned = xnat.prearchiveSession(uri("S3_MR1"));
    expect(await unassigned.commit()).toMatchObject({ archived: false, uri: `/data${uri("S3_MR1")}` });
    await failsWith(unassigned.commit({ archive: true }), "remote/failed");
    expect(box.sandbox.state.xnat.prearchive.list().map(({ name }) => name)).toContain("S3_MR1");
  });

  it("that is still coming in is waited for, with a limit", async () => {
    const { box, xnat, uri } = await stage(version);
    const session = xnat.prearchiveSession(uri("S4_MR1"));
    const seen: (string | undefined)[] = [];
    const late = await failsWith(
      session.archive({ timeoutMs: 60_000, onProgress: ({ status }) => seen.push(status) }),
      "remote/busy",
    );
    expect(late.details).toMatchObject({ status: "RECEIVING" });
    expect(new Set(seen)).toEqual(new Set(["RECEIVING"]));
    expect(Number(late.details?.["waitedMs"])).toBeGreaterThanOrEqual(60_000);
    expect(box.waitedMs()).toBeLessThanOrEqual(60_000);
    // It ends while it is waited for.
    const row = box.sandbox.state.xnat.prearchive.list().find(({ name }) => name === "S4_MR1");
    if (row === undefined) throw new Error("no such session");
    box.sandbox.state.xnat.prearchive.timers.later(row, 20_000, () => {
      Object.assign(row, { status: "READY", built: true });
    });
    expect((await session.wait({ until: ["READY"] }))?.status).toBe("READY");
    expect(await session.archive()).toMatchObject({ archived: true });
    expect(await session.wait()).toBeUndefined();
  });

  it("that the server archived by itself meanwhile is found, and wrong labels are told", async () => {
    for (const subject of [undefined, "S8"]) {
      const { box, xnat, uri } = await stage(version);
      const session = xnat.prearchiveSession(uri("S4_MR1"));
      const own = await box.client();
      const row = box.sandbox.state.xnat.prearchive.list().find(({ name }) => name === "S4_MR1");
      if (row === undefined) throw new Error("no such session");
      let others: Promise<unknown> | undefined;
      const work = session.archive({
        subject,
        onProgress: () => {
          others ??= own.prearchiveSession(row.url).commit();
        },
      });
      if (subject === undefined) expect(await work).toMatchObject({ archived: true });
      else
        expect((await failsWith(work, "remote/conflict")).details).toEqual({ reason: "archived-meanwhile" });
      await others;
    }
  });

  it("is looked for after a lost answer, and the request is never sent twice", async () => {
    for (const fault of [
      { kind: "reset", when: "after" },
      { kind: "status", status: 504, when: "detached" },
      { kind: "status", status: 502, when: "after" },
    ] as const) {
      const { box, xnat, uri } = await stage(version);
      box.sandbox.faults.add({ method: "POST", path: "/data/services/archive", ...fault });
      const before = posts(box);
      expect(await xnat.prearchiveSession(uri("S2_MR1")).archive()).toMatchObject({
        archived: true,
        uri: "/data/archive/projects/P/subjects/S2/experiments/S2_MR1",
      });
      expect(posts(box)).toBe(before + 1);
      // Refused, and the refusal was lost: its status tells.
      box.sandbox.faults.add({ method: "POST", path: "/data/services/archive", ...fault });
      const lost = await failsWith(xnat.prearchiveSession(uri("S1_MR1")).archive(), "remote/conflict");
      expect(lost.details).toMatchObject({ status: "CONFLICT" });
      box.sandbox.faults.add({ method: "POST", path: "/services/prearchive", kind: "reset", when: "after" });
      await xnat.prearchiveSession(uri("S1_MR1")).remove();
      box.sandbox.faults.add({ method: "POST", path: uri("S4_MR1"), kind: "reset", when: "after" });
      expect(await xnat.prearchiveSession(uri("S4_MR1")).commit()).toMatchObject({ archived: true });
      expect(posts(box)).toBe(before + 4);
    }
  });

  it("whose request never arrived is told as waiting, and one that the server only seems to take too", async () => {
    const { box, xnat, uri } = await stage(version);
    box.sandbox.faults.add({ method: "POST", path: "/data/services/archive", kind: "reset", when: "before" });
    const session = xnat.prearchiveSession(uri("S2_MR1"));
    await failsWith(session.archive(), "remote/failed");
    const ok = { method: "POST", kind: "status", status: 200, body: "" } as const;
    box.sandbox.faults.add({ ...ok, path: "/data/services/archive" });
    await failsWith(session.archive(), "remote/failed");
    box.sandbox.faults.add({ ...ok, path: "/services/prearchive/delete" });
    await failsWith(session.remove(), "remote/refused");
    box.sandbox.faults.add({ ...ok, path: "/services/prearchive/move" });
    await failsWith(session.move("Q", { timeoutMs: 5000 }), "remote/busy");
    expect((await session.show()).status).toBe("READY");
  });

  it("is named by its address however it was written, or by a name that is there once", async () => {
    const { box, xnat, uri } = await stage(version);
    const url = uri("S2_MR1");
    const [row] = box.sandbox.state.xnat.prearchive.list();
    for (const name of [
      url,
      `/data${url}`,
      `${xnat.baseUrl}/data${url}?format=html`,
      "S2_MR1",
      row?.tag ?? "",
    ])
      expect((await xnat.findPrearchiveSession(name)).uri).toBe(url);
    await failsWith(xnat.findPrearchiveSession("nobody"), "remote/not-found");
    box.sandbox.log.clear();
    const named = await allOf(xnat.findPrearchiveSessions(["S4_MR1", "nobody", "S2_MR1"]));
    expect(named.map((one) => ("session" in one ? one.session.subject : one.error.code))).toEqual([
      "S4",
      "remote/not-found",
      "S2",
    ]);
    expect(box.sandbox.log.entries).toHaveLength(1);
    await failsWith(xnat.findPrearchiveSession("/prearchive/projects/P/1/x"), "remote/not-found");
    box.sandbox.state.xnat.prearchive.add({ project: "Q", subject: "S2", name: "S2_MR1" });
    const several = await failsWith(xnat.findPrearchiveSession("S2_MR1"), "remote/ambiguous");
    expect(several.subject).toContain(url);
    expect((await xnat.findPrearchiveSession("S2_MR1", { project: "Q" })).project).toBe("Q");
    expect(() => xnat.prearchiveSession("/archive/projects/P")).toThrow(/no address/);
  });
});
