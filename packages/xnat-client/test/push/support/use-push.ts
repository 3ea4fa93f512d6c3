import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createReadStream } from "node:fs";
import { type Sandbox, type XnatSandboxOptions, startSandbox } from "@scanferry/sandbox";
import { type Collected, type TransferEvent, collect } from "@scanferry/transfer";
import { onTestFinished } from "vitest";
import { sharedClock } from "../../../../../tools/test-support/shared-clock.js";
import { connect } from "../../../src/client/connect.js";
import type { ConnectOptions } from "../../../src/client/connect-options.js";
import type { XnatContext } from "../../../src/context.js";
import type { PlannedFile, PlannedSession } from "../../../src/plan/planned-session.js";
import type { PushPlan } from "../../../src/plan/push-plan.js";
import { pushPlan } from "../../../src/push/push.js";
import type { SendSessionsOptions } from "../../../src/push/push-options.js";
import { type MadeInstance, madeInstance, uidsOf } from "./made-instance.js";

/** A session that a test makes: files by their place in the session's folder. */
export type MadeSession = Readonly<Record<string, MadeInstance | Buffer>>;

/** One look-alike XNAT with an empty project P1, a connection and a folder for sources. */
export interface PushStage {
  readonly sandbox: Sandbox;
  readonly ctx: XnatContext;
  readonly dir: string;
  readonly events: TransferEvent[];
  /** Writes files, and plans them as sessions `SUBJECT/SESSION` of P1. */
  plan(sessions: Readonly<Record<string, MadeSession>>): Promise<PushPlan>;
  /** Pushes a plan and gathers the results; the requests of before are forgotten. */
  push(plan: PushPlan, options?: SendSessionsOptions): Promise<Collected>;
  /** The imports since the last push began. */
  imports(): number;
  /** How many DICOM files a session of the archive has, by scan. */
  archived(session: string): Record<string, number>;
  /** Rows of P1's prearchive. */
  waiting(): { status: string; name: string; files: number }[];
}

/** Starts a stage; it is taken down after the test, and waits cost nothing in it. */
export async function usePush(
  options: XnatSandboxOptions = {},
  connecting: Partial<ConnectOptions> = {},
): Promise<PushStage> {
  const sandbox = await startSandbox({ xnat: { projects: [{ id: "P1", subjects: [] }], ...options } });
  onTestFinished(() => sandbox.close());
  const dir = await mkdtemp(join(tmpdir(), "scanferry-push-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const { clock } = sharedClock(sandbox);
  const ctx = await connect({
    baseUrl: sandbox.url.xnat,
    auth: sandbox.credentials.xnat,
    keepAlive: false,
    ...clock,
    ...connecting,
  });
  onTestFinished(() => ctx.http.close());
  const events: TransferEvent[] = [];
  return {
    sandbox,
    ctx,
    dir,
    events,
    plan: (sessions) => planOf(dir, sessions),
    push: (plan, pushing = {}) => {
      sandbox.log.clear();
      events.length = 0;
      const onEvent = (event: TransferEvent): void => void events.push(event);
      return collect(pushPlan(ctx, plan, { onEvent, retries: 3, ...pushing }));
    },
    imports: () => sandbox.log.find("POST", "/data/services/import").length,
    archived: (session) => {
      const { xnat } = sandbox.state;
      const found = [...xnat.experiments("P1")].find(({ label }) => label === session);
      if (found === undefined) return {};
      return Object.fromEntries(
        found.scans.map((scan) => [scan, xnat.files(`P1/${found.subject}/${session}/${scan}/DICOM`).length]),
      );
    },
    waiting: () =>
      sandbox.state.xnat.prearchive
        .list(["P1"])
        .map((row) => ({
          status: row.status,
          name: row.name,
          files: sandbox.state.xnat.prearchive.files(row).length,
        }))
        .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

async function planOf(dir: string, sessions: Readonly<Record<string, MadeSession>>): Promise<PushPlan> {
  const planned: PlannedSession[] = [];
  for (const [id, made] of Object.entries(sessions)) {
    const [subject = "", session = ""] = id.split("/");
    const files: PlannedFile[] = [];
    const series = new Map<string, { number: number; files: number; bytes: number }>();
    for (const [name, content] of Object.entries(made)) {
      const path = join(dir, id, name);
      await mkdir(dirname(path), { recursive: true });
      const instance = Buffer.isBuffer(content) ? { study: "2.25.9", series: 9, number: 1 } : content;
      await writeFile(path, Buffer.isBuffer(content) ? content : madeInstance(content));
      const { size, mtimeMs } = await stat(path);
      const uids = uidsOf(instance);
      const of = series.get(uids.series) ?? { number: instance.series, files: 0, bytes: 0 };
      series.set(uids.series, { ...of, files: of.files + 1, bytes: of.bytes + size });
      files.push({
        path,
        entry: name,
        sizeBytes: size,
        mtimeMs,
        sopInstanceUid: uids.instance,
        sopClassUid: "1.2.840.10008.5.1.4.1.1.4",
        studyUid: instance.study,
        seriesUid: uids.series,
        transferSyntax: "1.2.840.10008.1.2.1",
      });
    }
    planned.push({
      id,
      project: "P1",
      subject,
      session,
      files: files.length,
      bytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      studyUids: [...new Set(files.map(({ studyUid }) => studyUid))],
      studyDate: "20260131",
      series: [...series].map(([seriesUid, { number, files: count, bytes }]) => ({
        folder: "",
        seriesUid,
        number,
        description: `Series ${String(number)}`,
        protocol: "",
        modality: "MR",
        files: count,
        bytes,
      })),
      problems: [],
      origins: [dir],
      async *entries() {
        yield* files;
      },
      async *contents() {
        for (const file of files) yield { file, open: () => createReadStream(file.path) };
      },
    });
  }
  const close = (): Promise<void> => Promise.resolve();
  const nothing = async function* (): AsyncGenerator<never> {};
  return {
    project: "P1",
    totals: { sessions: planned.length, refused: 0, files: 0, bytes: 0, leftOut: {} },
    missing: undefined,
    async *sessions() {
      yield* planned;
    },
    leftOut: nothing,
    unmatchedSeries: nothing,
    multiplyMatched: nothing,
    close,
    [Symbol.asyncDispose]: close,
  };
}
