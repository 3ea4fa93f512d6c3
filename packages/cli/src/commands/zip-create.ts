import { stat } from "node:fs/promises";
import { ScanferryError } from "@scanferry/transfer";
import { createZip, zipCryptoWarning, type ZipEncryption } from "@scanferry/zip-crypt";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { countOf } from "../output/count-of.js";
import { formatBytes } from "../output/format-bytes.js";
import { withProgress } from "../progress/with-progress.js";
import { collectEntries } from "../zip/collect-entries.js";
import { warnOfFewBits } from "../zip/few-bits.js";
import { newPassword } from "../zip/new-password.js";

/** `scanferry zip create OUT FILE…` */
export async function run(call: CallContext): Promise<number> {
  const [target = "", ...paths] = call.args;
  const encryption = call.options.text("encryption") as ZipEncryption | undefined;
  if (encryption === "zipcrypto") call.logger.log("warn", zipCryptoWarning);
  await refuseToReplace(call, target);
  if (call.options.flag("dryRun")) return plan(call, target, paths);

  const password = await newPassword(call, encryption);
  if (password?.drawn === true) {
    if (password.bits !== undefined) warnOfFewBits(call, password.bits);
    // Told before the archive exists: an archive whose password nobody has is lost.
    await call.out.record({ type: "passphrase", text: password.text, bits: password.bits }, password.text);
  } else if (password !== undefined) call.secrets.add(password.text);

  const begun = call.now().getTime();
  const made = await withProgress(call, async (progress) => {
    progress.state.start(target, undefined);
    return createZip(target, collectEntries(paths, target), {
      ...(password === undefined ? {} : { password: password.text }),
      ...(encryption === undefined ? {} : { encryption }),
      signal: call.signal,
      onEvent: (event) => {
        if (event.type === "progress") progress.state.progress(target, event.bytes, event.totalBytes);
      },
    });
  });
  await call.out.record(
    {
      type: "result",
      id: target,
      target,
      action: "create",
      status: "done",
      bytes: made.bytes,
      sha256: made.sha256,
    },
    undefined,
  );
  await call.out.record(
    {
      type: "summary",
      done: 1,
      unchanged: 0,
      skipped: 0,
      failed: 0,
      bytes: made.bytes,
      ms: call.now().getTime() - begun,
    },
    undefined,
  );
  call.say(
    `${target}: ${countOf(made.entries, "file")}, ${formatBytes(made.bytes)}, ${password === undefined ? "not encrypted" : (encryption ?? "aes-256")}`,
  );
  return exit.done;
}

async function refuseToReplace(call: CallContext, target: string): Promise<void> {
  const there = await stat(target).then(
    () => true,
    () => false,
  );
  if (!there || call.options.flag("yes")) return;
  if ((await call.prompter?.confirm(`${target} exists. Replace it?`, false)) === true) return;
  throw new ScanferryError("input/invalid", "The archive exists already.", {
    hint: "Add --yes to replace it.",
    subject: target,
  });
}

async function plan(call: CallContext, target: string, paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for await (const entry of collectEntries(paths, target)) {
    bytes += entry.sizeBytes ?? 0;
    await call.out.record(
      { type: "entry", name: entry.name, bytes: entry.sizeBytes },
      `would pack ${entry.name}`,
    );
  }
  await call.out.record(
    { type: "result", id: target, target, action: "create", status: "planned", bytes },
    `would write ${target}`,
  );
  return exit.done;
}
