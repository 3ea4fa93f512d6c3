import type { FaultRule } from "@scanferry/sandbox";
import { describe, expect, it } from "vitest";
import { failsWith } from "../../../../tools/test-support/fails-with.js";
import { madeSession } from "./support/made-session.js";
import { usePush } from "./support/use-push.js";

type Fault = FaultRule;
const at = { path: "/data/services/import" } as const;
const html = { "content-type": "text/html" };
const page = "<html><body><h1>502 Bad Gateway</h1></body></html>";

/** What passes: everything arrives, once. */
const passing: readonly (readonly [name: string, fault: Fault, imports: number])[] = [
  ["a proxy that cuts the transfer at 60 %", { ...at, kind: "cutUploadAtPercent", percent: 60 }, 2],
  ["a connection that is lost after the last byte", { ...at, kind: "reset", when: "after" }, 1],
  [
    "a proxy's page of 502 after the last byte",
    { ...at, kind: "status", status: 502, headers: html, body: page, when: "after" },
    1,
  ],
  [
    "a proxy that gives up with 504 before the server has it",
    { ...at, kind: "status", status: 504, headers: html, body: page, when: "detached" },
    2,
  ],
  ["a server that is busy for a moment", { ...at, kind: "status", status: 503, when: "before" }, 2],
  ["a server that stops reading", { ...at, kind: "stallUpload", afterBytes: 1000 }, 2],
  ["a passing failure of the server", { ...at, kind: "status", status: 500, when: "before" }, 2],
  ["an archiving whose answer is lost", { path: "/data/services/archive", kind: "reset", when: "after" }, 1],
];

/** What does not: right code, nothing stored twice, and the next run completes it. */
const lasting: readonly (readonly [name: string, fault: Fault, code: string, imports: number])[] = [
  [
    "an upload that is too large for a proxy",
    { ...at, kind: "status", status: 413, times: 9 },
    "remote/refused",
    1,
  ],
  ["a full disk", { ...at, kind: "status", status: 507, times: 9 }, "remote/quota", 1],
  ["a server that fails each time", { ...at, kind: "status", status: 500, times: 9 }, "remote/failed", 2],
  [
    "an answer of 200 that stored nothing",
    { ...at, kind: "status", status: 200, body: "", times: 9 },
    "remote/refused",
    1,
  ],
  ["a refusal of the account", { ...at, kind: "status", status: 403, times: 9 }, "auth/forbidden", 1],
  [
    "a proxy that cuts each transfer",
    { ...at, kind: "cutUploadAtPercent", percent: 60, times: 9 },
    "net/reset",
    4,
  ],
];

describe("push survives", () => {
  it.each(passing)("%s", async (_, fault, imports) => {
    const stage = await usePush({ anonymize: false }, { network: { stallMs: 300, answerMs: 300 } });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    stage.sandbox.faults.add(fault);
    const { results } = await stage.push(plan, { destination: "archive" });
    expect(results).toMatchObject([{ id: "S1/S1_a", status: "done" }]);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
    expect(stage.waiting()).toEqual([]);
    expect(stage.imports()).toBe(imports);
  });

  it("a session that ends in the middle, by a new login and a look at what has arrived", async () => {
    const stage = await usePush({ anonymize: false });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    stage.sandbox.faults.add({
      ...at,
      kind: "run",
      run: () => {
        stage.sandbox.state.xnat.expireSessions();
      },
    });
    const { results } = await stage.push(plan, { destination: "archive" });
    expect(results).toMatchObject([{ status: "done" }]);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
    expect(stage.imports()).toBe(2);
  });
});

describe("push fails", () => {
  it.each(lasting)("at %s, and the next run completes it", async (_, fault, code, imports) => {
    const users = [{ username: "ada", password: "a", owns: ["P1"] }];
    const stage = await usePush({ anonymize: false, users });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    const handle = stage.sandbox.faults.add(fault);
    const { results } = await stage.push(plan, { destination: "archive" });
    expect(results).toMatchObject([{ status: "failed", error: { code } }]);
    expect(results[0]?.error?.hint).toBeTruthy();
    expect(results[0]?.error?.message).not.toMatch(/S1/);
    expect(stage.imports()).toBe(imports);
    expect(stage.archived("S1_a")).toEqual({});
    handle.remove();
    expect((await stage.push(plan, { destination: "archive" })).done).toBe(1);
    expect(stage.archived("S1_a")).toEqual({ 1: 3, 2: 3 });
  });

  it("at a file that is no DICOM, alone: other sessions arrive", async () => {
    const stage = await usePush({ anonymize: false });
    const junk = { "series-1/aaa.dcm": Buffer.from("not dicom"), ...madeSession("2.25.10") };
    const plan = await stage.plan({ "S1/S1_a": junk, "S1/S1_b": madeSession("2.25.11") });
    const { results } = await stage.push(plan);
    const failed = results.find(({ status }) => status === "failed");
    expect(failed).toMatchObject({ id: "S1/S1_a", error: { code: "remote/refused" } });
    expect(failed?.error?.message).not.toContain("aaa");
    expect(stage.waiting()).toEqual([{ status: "READY", name: "S1_b", files: 6 }]);
  });

  it("at a file that has changed since the plan was made, before the server takes it for whole", async () => {
    const stage = await usePush({ anonymize: false });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    await stage.plan({ "S1/S1_a": { "series-2/IM23.dcm": Buffer.from("shorter now") } });
    const { results } = await stage.push(plan, { destination: "archive" });
    expect(results).toMatchObject([{ status: "failed", error: { code: "data/size-mismatch" } }]);
    expect(stage.archived("S1_a")).toEqual({});
  });

  it("before anything is sent, where the project is not there or the account may only read", async () => {
    const users = [
      { username: "ada", password: "a", admin: true },
      { username: "col", password: "c", collaborator: ["P1"] },
    ];
    const stage = await usePush({ users }, { auth: { username: "col", password: "c" } });
    const plan = await stage.plan({ "S1/S1_a": madeSession("2.25.10") });
    await failsWith(stage.push(plan), "auth/forbidden");
    await failsWith(stage.push({ ...plan, project: "NOPE" }), "remote/not-found");
    expect(stage.imports()).toBe(0);
  });
});
