import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { allOf } from "../../../../../tools/test-support/all-of.js";
import type { LeftOutFile } from "../../../src/plan/left-out-file.js";
import { planPush } from "../../../src/plan/plan-push.js";
import type { PlanOptions } from "../../../src/plan/plan-options.js";
import type { PlannedSession } from "../../../src/plan/planned-session.js";
import type { PushPlan } from "../../../src/plan/push-plan.js";
import { madeInstance, type MadeInstance } from "../../push/support/made-instance.js";

/** Files by their path; a made image, or bytes that are none. */
export type Tree = Readonly<Record<string, MadeInstance | Buffer | string>>;

/** Makes an image of a study; its UID comes from its numbers. */
export function image(
  study: string,
  series: number,
  number = 1,
  facts: Partial<MadeInstance> = {},
): MadeInstance {
  return { study: `2.25.${study}`, series, number, ...facts };
}

/** Writes a tree into a folder of its own, which is removed when the test has ended. */
export async function useTree(tree: Tree): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "scanferry-plan-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, made] of Object.entries(tree)) {
    const path = join(dir, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof made === "string" || Buffer.isBuffer(made) ? made : madeInstance(made));
  }
  return dir;
}

/** A plan as a test reads it. */
export interface ReadPlan {
  plan: PushPlan;
  sessions: PlannedSession[];
  /** `SUBJECT/SESSION` with the names of its series' folders. */
  series: Record<string, string[]>;
  /** Messages of problems by session. */
  problems: Record<string, string[]>;
  leftOut: LeftOutFile[];
  /** Reason and name of what is left out. */
  left: string[];
  warnings: string[];
}

/** Plans and reads all of it. */
export async function readPlan(
  sources: string | readonly string[],
  options: Partial<PlanOptions> = {},
): Promise<ReadPlan> {
  const warnings: string[] = [];
  const plan = await planPush(sources, {
    project: "P1",
    onEvent: (event) => {
      if (event.type === "warning") warnings.push(event.message);
    },
    ...options,
  });
  onTestFinished(() => plan.close());
  const sessions = await allOf(plan.sessions());
  const leftOut = await allOf(plan.leftOut());
  const byId = <T>(of: (session: PlannedSession) => T): Record<string, T> =>
    Object.fromEntries(sessions.map((session) => [session.id, of(session)]));
  return {
    plan,
    sessions,
    series: byId(({ series }) => series.map(({ folder }) => folder).sort()),
    problems: byId(({ problems }) => problems.map(({ message }) => message)),
    leftOut,
    left: leftOut.map(
      ({ reason, path, inArchive }) => `${reason} ${(inArchive ?? path).split("/").at(-1) ?? ""}`,
    ),
    warnings,
  };
}
