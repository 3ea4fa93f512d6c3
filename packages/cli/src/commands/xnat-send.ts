import type { DicomPeer } from "@scanferry/dicom";
import { ScanferryError, type TransferResult } from "@scanferry/transfer";
import { sendStudies, type PushPlan } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { safeText } from "../output/safe-text.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { planSettings } from "../xnat/push/plan-settings.js";
import { plannedLines, plannedResults } from "../xnat/push/planned-results.js";
import { givenSources, withPlan } from "../xnat/push/with-plan.js";
import { receiver } from "../xnat/send/receiver.js";
import { withScriptArguments } from "../xnat/send/script-arguments.js";
import { withKnownXnat } from "../xnat/send/with-known-xnat.js";

/** More associations than this, and the receiver turns some away. */
const mostAtOnce = 16;

/** `scanferry xnat send SOURCE… --project P --host H`, or `scanferry xnat send SUBJECT SESSION PROJECT HOST PORT DIR` */
export async function run(given: CallContext): Promise<number> {
  const call = withScriptArguments(given);
  const { options } = call;
  // Wrong options and sources that are not there end the run before the headers of a large tree are read.
  const peer = await namedReceiver(call);
  if (options.text("project") === undefined) throw noProject();
  const settings = await planSettings(call);
  const sources = await givenSources(call);
  const concurrency = options.count("concurrency", 1, mostAtOnce);
  const retries = options.count("retries");
  const how = {
    peer,
    sameStudy: options.flag("sameStudy"),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(retries === undefined ? {} : { retries }),
  };
  if (options.flag("dryRun")) return withPlan(call, sources, settings, (plan) => showPlan(call, plan, peer));
  return withKnownXnat(call, (xnat) =>
    withPlan(call, sources, settings, (plan) =>
      runTransfer(call, (from) => sendStudies(plan, { ...how, ...from, xnat }), { line }),
    ),
  );
}

function noProject(): ScanferryError {
  return new ScanferryError("input/invalid", "It is not said to which project the scans go.", {
    hint: "Give its ID with --project.",
  });
}

async function namedReceiver(call: CallContext): Promise<DicomPeer> {
  const peer = await receiver(call);
  if (peer !== undefined) return peer;
  throw new ScanferryError("input/invalid", "It is not said to which DICOM receiver the scans go.", {
    hint: "Give --host and --port, and --called-aet where the receiver is not called XNAT. Without a receiver, xnat push sends by the web.",
  });
}

async function showPlan(call: CallContext, plan: PushPlan, peer: DicomPeer): Promise<number> {
  const target = `${peer.calledAet ?? "XNAT"}@${peer.host}:${String(peer.port)}`;
  return runTransfer(
    call,
    async function* (from) {
      const results = plannedResults(
        call,
        plan,
        () => target,
        () => undefined,
        from,
      );
      for await (const result of results) yield { ...result, action: "send" };
    },
    { line: plannedLines },
  );
}

/** A session's line says by what its arrival was verified, or that it was not. */
function line({ status, id, target, note }: TransferResult): string {
  return [status, id, target, ...(note === undefined ? [] : [note])].map(safeText).join("\t");
}
