import { readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect, isScanferryError } from "@scanferry/transfer";
import { describe, expect, it } from "vitest";
import { planPush, sendStudies } from "../../src/index.js";
import { madeTar } from "../plan/support/made-tar.js";
import { madeInstance } from "../push/support/made-instance.js";
import { madeSession } from "../push/support/made-session.js";
import { received, useSend } from "./support/use-send.js";

async function temporaryFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("scanferry-unpacked-"));
}

describe("sendStudies()", () => {
  it("brings each file of a tree to the session that its folders name, and says that arrival was not checked", async () => {
    const stage = await useSend();
    const { dir, peer } = stage;
    await stage.plan({ "S1/pre": madeSession("2.25.10"), "S2/pre": madeSession("2.25.11", { to: 1 }) });
    const { results } = await collect(sendStudies(dir, { project: "P1", peer }));
    expect(results).toMatchObject([
      { id: "S1/S1_pre", action: "send", status: "done", target: `XNAT@127.0.0.1:${String(peer.port)}` },
      { id: "S2/S2_pre", status: "done", note: "accepted by the receiver, arrival not checked" },
    ]);
    expect(received(stage)).toEqual([
      ...Array<string>(6).fill("P1/S1/S1_pre"),
      ...Array<string>(2).fill("P1/S2/S2_pre"),
    ]);
  });

  it("looks over REST that a session arrived, in the archive where the project archives by itself; again it is unchanged", async () => {
    const stage = await useSend();
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const { results } = await stage.seen(plan, { concurrency: 2 });
    expect(results).toMatchObject([
      {
        status: "done",
        target: "/data/projects/P1/subjects/S1/experiments/S1_a",
        note: "verified by SOP instance",
      },
    ]);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
    expect((await stage.seen(plan)).results).toMatchObject([{ status: "unchanged" }]);
    expect(received(stage)).toHaveLength(6);
  });

  it("leaves a session in the prearchive of a project that does not archive, and completes what waits there", async () => {
    const stage = await useSend({ projects: [{ id: "P1", subjects: [], prearchiveCode: 0 }] });
    const part = await stage.plan({ "S1/S1_a": madeSession("2.25.10", { to: 1 }) });
    expect((await stage.seen(part)).done).toBe(1);
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const { results } = await stage.seen(plan);
    expect(results[0]?.error).toBeUndefined();
    expect(results[0]?.target).toMatch(/^\/data\/prearchive\/projects\/P1\//);
    expect(stage.waiting()).toEqual([{ status: "READY", name: "S1_a", files: 6 }]);
    // Two were there, four were missing: none was sent twice.
    expect(received(stage)).toHaveLength(6);
  });

  it("counts what the receiver refuses, and sends the other sessions", async () => {
    const stage = await useSend();
    const { settings } = stage.sandbox.state.xnat.dicomReceiver;
    settings.status = (uid) => (uid === "2.25.10.1.2" ? 0xc000 : uid === "2.25.10.2.1" ? 0xa700 : 0);
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10"), "S2/S2_a": madeSession("2.25.11") });
    const { results } = await stage.blind(plan);
    expect(results.map(({ status }) => status)).toEqual(["failed", "done"]);
    expect(results[0]?.error?.message).toContain("The receiver does not have 2 of 6 files (2 refused).");
    expect(results[0]?.error?.details).toMatchObject({ stored: 4, refused: 2, dimseC000: 1, dimseA700: 1 });
  });

  it("fails a session whose files the receiver does not take as they are", async () => {
    const stage = await useSend();
    stage.sandbox.state.xnat.dicomReceiver.settings.transferSyntaxes = ["1.2.840.10008.1.2"];
    const { results } = await stage.blind(await stage.plan({ "S1/S1_a": madeSession("2.25.10") }));
    expect(results[0]?.error).toMatchObject({ code: "remote/refused", details: { notNegotiable: 6 } });
  });

  it.each(["abort", "reset"] as const)(
    "goes on after a receiver that ends associations by %s, and sends nothing twice",
    async (how) => {
      const stage = await useSend();
      Object.assign(stage.sandbox.state.xnat.dicomReceiver.settings, { abortAfter: 2, abortBy: how });
      const { results } = await stage.seen(await stage.plan({ "S1/S1_a": madeSession("2.25.10") }));
      expect(results[0]).toMatchObject({ status: "done" });
      expect(received(stage)).toHaveLength(6);
    },
  );

  it("fails every session when the receiver refuses associations", async () => {
    const stage = await useSend();
    stage.sandbox.state.xnat.dicomReceiver.settings.refuse = true;
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10"), "S2/S2_a": madeSession("2.25.11") });
    const { results } = await stage.blind(plan);
    expect(results.map(({ error }) => error?.code)).toEqual(["remote/busy", "remote/busy"]);
    expect(results[0]?.error?.details).toMatchObject({ files: 6, failed: 6 });
  });

  it("refuses a project that XNAT does not have before anything is sent; without REST nobody knows", async () => {
    const stage = await useSend({ projects: [{ id: "OTHER", subjects: [] }] });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    await expect(stage.seen(plan)).rejects.toSatisfy((error) => isScanferryError(error, "remote/not-found"));
    expect(received(stage)).toEqual([]);
    expect((await stage.blind(plan)).done).toBe(1);
    expect(received(stage)[0]).toBe("Unassigned/S1/S1_a");
  });

  it("says so when the receiver belongs to another XNAT", async () => {
    const [stage, other] = [await useSend(), await useSend()];
    const { results } = await stage.seen(await stage.plan({ "S1/S1_a": madeSession("2.25.10") }), {
      peer: other.peer,
    });
    expect(results[0]?.error?.code).toBe("remote/not-found");
    expect(received(other)).toHaveLength(6);
  });

  it("does not send into a session that has other data", async () => {
    const stage = await useSend();
    expect((await stage.seen(await stage.plan({ "S1/S1_a": madeSession("2.25.10") }))).done).toBe(1);
    const { results } = await stage.seen(await stage.plan({ "S1/S1_a": madeSession("2.25.20") }));
    expect(results[0]?.error?.code).toBe("remote/exists");
    expect(received(stage)).toHaveLength(6);
  });

  it("tells when files have comments of their own, which the routing takes the place of", async () => {
    const stage = await useSend();
    const made = madeInstance({ study: "2.25.9", series: 9, number: 1 });
    const value = Buffer.from("calm child");
    const element = Buffer.concat([
      Buffer.from([0x10, 0, 0, 0x40]),
      Buffer.from("LT"),
      Buffer.from([value.length, 0]),
      value,
    ]);
    const at = made.indexOf(Buffer.from([0x20, 0, 0x0d, 0, 0x55, 0x49]));
    const file = Buffer.concat([made.subarray(0, at), element, made.subarray(at)]);
    const { results } = await stage.blind(await stage.plan({ "S1/S1_a": { "9/1.dcm": file } }));
    expect(results[0]?.status).toBe("done");
    expect(received(stage)).toEqual(["P1/S1/S1_a"]);
    const warnings = stage.events.filter(({ type }) => type === "warning");
    expect(warnings).toMatchObject([{ id: "S1/S1_a" }]);
    expect(JSON.stringify(warnings)).not.toContain("calm");
  });

  it("sends nothing of what is only planned, and nothing of a session with a problem", async () => {
    const stage = await useSend();
    const { dir, peer } = stage;
    await stage.plan({
      "S1/pre": madeSession("2.25.10", { to: 1 }),
      "S 2/pre": madeSession("2.25.11", { to: 1 }),
    });
    const dry = await collect(sendStudies(dir, { project: "P1", peer, dryRun: true }));
    expect(dry.results.map(({ status }) => status).sort()).toEqual(["failed", "planned"]);
    const { results } = await collect(sendStudies(dir, { project: "P1", peer }));
    expect(results.map(({ status, error }) => error?.code ?? status).sort()).toEqual([
      "done",
      "input/invalid",
    ]);
    expect(received(stage)).toHaveLength(2);
  });

  it("stops when the caller gives up", async () => {
    const stage = await useSend();
    const stop = new AbortController();
    stage.sandbox.state.xnat.dicomReceiver.settings.status = () => {
      stop.abort();
      return 0;
    };
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10"), "S2/S2_a": madeSession("2.25.11") });
    await expect(stage.blind(plan, { signal: stop.signal })).rejects.toSatisfy((error) =>
      isScanferryError(error, "aborted"),
    );
    expect(received(stage).length).toBeLessThan(6);
  });

  it("unpacks an archive file by file, and leaves nothing of it behind", async () => {
    const stage = await useSend();
    const made = [1, 2, 3].map((number) => {
      const name = `S1/pre/one/${String(number)}.dcm`;
      return [name, madeInstance({ study: "2.25.10", series: 1, number })] as const;
    });
    const archive = join(stage.dir, "scans.tar");
    await writeFile(archive, madeTar(made));
    const before = await temporaryFolders();
    await using plan = await planPush(archive, { project: "P1" });
    expect((await stage.seen(plan, { concurrency: 2 })).results).toMatchObject([{ status: "done" }]);
    expect(received(stage)).toEqual(Array<string>(3).fill("P1/S1/S1_pre"));
    expect(stage.archived("S1_pre")).toEqual({ 1: 3 });
    expect((await temporaryFolders()).filter((name) => !before.includes(name))).toEqual([]);
  });
});
