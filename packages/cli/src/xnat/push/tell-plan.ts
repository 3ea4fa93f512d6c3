import type { LeftOutFile, PushPlan } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { countOf } from "../../output/count-of.js";
import { formatBytes } from "../../output/format-bytes.js";
import { safeText } from "../../output/safe-text.js";

/** So many lines about one matter are for people; `--json` has them all. */
const toldToPeople = 20;

/** Files that are left out for the same reason. */
interface Group {
  head: string;
  noun: "file" | "folder";
  count: number;
  bytes: number;
  example: string;
}

/** Says of a plan what its sessions do not: what is left out and why, and which series the naming file is unsure about. */
export async function tellPlan(call: CallContext, plan: PushPlan): Promise<void> {
  await tellLeftOut(call, plan.leftOut());
  await tellDoubtful(call, plan);
  tellMissing(call, plan);
}

async function tellLeftOut(call: CallContext, files: AsyncIterable<LeftOutFile>): Promise<void> {
  const groups = new Map<string, Group>();
  for await (const file of files) {
    if (call.out.json) await call.out.record({ type: "left-out", ...file }, undefined);
    const { reason, by, series, sizeBytes } = file;
    const head = [
      reason,
      ...(by === undefined ? [] : [`by ${by}`]),
      ...(series === undefined ? [] : [series]),
    ].join(" · ");
    // A tree of a million folders is not told line by line, and not held either.
    const key = groups.size < 1000 || groups.has(head) ? head : reason;
    const example = file.inArchive ?? file.path;
    const noun = file.isFolder === true ? "folder" : "file";
    const group = groups.get(key) ?? { head: key, noun, count: 0, bytes: 0, example };
    group.count++;
    group.bytes += sizeBytes;
    groups.set(key, group);
  }
  if (call.out.json || groups.size === 0) return;
  const lines = [...groups.values()].sort((a, b) => b.count - a.count);
  call.say("left out:");
  for (const { head, noun, count, bytes, example } of lines.slice(0, toldToPeople)) {
    const size = noun === "file" ? `, ${formatBytes(bytes)}` : "";
    const one = call.options.flag("redact") ? "" : `, e.g. ${safeText(example)}`;
    call.say(`  ${safeText(head)}: ${countOf(count, noun)}${size}${one}`);
  }
  if (lines.length > toldToPeople)
    call.say(`  and more in ${String(lines.length - toldToPeople)} other groups; --json names every file`);
}

async function tellDoubtful(call: CallContext, plan: PushPlan): Promise<void> {
  for (const [list, what] of [
    [plan.unmatchedSeries(), "no rule of the naming file matches"],
    [plan.multiplyMatched(), "more than one rule matches, the first one is taken"],
  ] as const) {
    let told = 0;
    for await (const series of list) {
      await call.out.record({ type: "doubtful-series", ...series }, undefined);
      const { session, number, folder, description } = series;
      const name = [String(number ?? ""), description, folder].filter((part) => part !== "").join(" ");
      if (!call.out.json && told < toldToPeople) call.say(`${what}: ${safeText(`${session} ${name}`)}`);
      told++;
    }
    if (!call.out.json && told > toldToPeople)
      call.say(`${what}: ${String(told - toldToPeople)} more series`);
  }
}

/** Subjects that were asked for and have no folder. */
function tellMissing(call: CallContext, { missing }: PushPlan): void {
  if (missing === undefined) return;
  const message = "A subject of the list is in no source.";
  missing.labels.forEach((id, index) => {
    call.logger.log("warn", message, { id }, { screen: index < toldToPeople });
    call.out.aside({ type: "warning", message, id });
  });
  if (missing.labels.length > toldToPeople)
    call.say(`and ${String(missing.labels.length - toldToPeople)} more; --json and --log-file name them all`);
  call.say(missing.hint);
}
