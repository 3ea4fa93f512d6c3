import { join } from "node:path";
import { ScanferryError, type TransferResult } from "@scanferry/transfer";
import type { PushPlan, SendSessionsOptions, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { stateDir } from "../../config/state-dir.js";
import { safeText } from "../../output/safe-text.js";
import { runTransfer } from "../../transfer/run-transfer.js";
import { confirmReplacing } from "./confirm-replacing.js";

/** Each session is a request of its own, and the server unpacks all of them at once. */
const mostAtOnce = 16;

const destinations = ["prearchive", "archive"] as const;
const overwrites = ["none", "append", "delete"] as const;

/** Sends the sessions of a plan; what would be replaced is named and asked about before the first byte. */
export async function sendPlan(call: CallContext, xnat: XnatClient, plan: PushPlan): Promise<number> {
  const options = sendOptions(call);
  const isReplacing = options.overwrite === "delete" && options.destination === "archive";
  const mayReplace = !isReplacing || (await confirmReplacing(call, xnat, plan));
  const confirmDelete = (): Promise<boolean> => Promise.resolve(mayReplace);
  return runTransfer(call, (from) => xnat.push(plan, { ...options, ...from, confirmDelete }), { line });
}

/** Reads the options of sending. The journal lies in the user's own folder, because sources may be read-only. */
export function sendOptions({ options, env, platform }: CallContext): SendSessionsOptions {
  const concurrency = options.count("concurrency", 1, mostAtOnce);
  const retries = options.count("retries");
  return {
    destination: choice(options.text("dest"), destinations),
    overwrite: choice(options.text("overwrite"), overwrites),
    quarantine: options.flag("quarantine"),
    sameStudy: options.flag("sameStudy"),
    dryRun: options.flag("dryRun"),
    ...(options.off("resume") ? {} : { journal: join(stateDir(env, platform), "push") }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(retries === undefined ? {} : { retries }),
  };
}

/** One of several words; the first one without any. */
function choice<T extends string>(text: string | undefined, words: readonly [T, ...(readonly T[])]): T {
  const found = text === undefined ? words[0] : words.find((word) => word === text);
  if (found !== undefined) return found;
  throw new ScanferryError("input/invalid", "An option has a value that it does not know.", {
    hint: `It takes ${words.join(", ")}.`,
  });
}

/** A session's line says by what its arrival was verified. */
function line({ status, id, target, note }: TransferResult): string {
  return [status, id, target, ...(note === undefined ? [] : [note])].map(safeText).join("\t");
}
