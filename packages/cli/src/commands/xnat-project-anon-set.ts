import { readFile } from "node:fs/promises";
import { fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { withXnat } from "../xnat/connect.js";
import { anonCalls, anonPlace } from "../xnat/manage/anon-place.js";
import { changeOne } from "../xnat/manage/change-one.js";

/** `scanferry xnat project anon set [ID] [--site] --file FILE` */
export async function run(call: CallContext): Promise<number> {
  const place = anonPlace(call);
  const script = await scriptOf(call);
  const { signal } = call;
  return withXnat(call, async (xnat) => {
    const calls = anonCalls(xnat, place);
    const before = await calls.read({ signal });
    const state = before.enabled ? "it runs on what arrives" : "it is disabled: enable it to let it run";
    return changeOne(call, {
      ...place,
      action: "set",
      isSo: before.script.trim() === script.trim(),
      note: before.script === "" ? `written; ${state}` : `replaces the one that was there; ${state}`,
      change: () => calls.write(script, { signal }),
    });
  });
}

async function scriptOf(call: CallContext): Promise<string> {
  const file = call.options.required("file");
  if (file === "-" && call.options.flag("passwordStdin")) {
    throw new ScanferryError("input/invalid", "Standard input cannot be the script and the password.", {
      hint: "Give the script as a file.",
    });
  }
  if (file === "-") return call.readStdin();
  return readFile(file, "utf8").catch((error: unknown) => {
    throw fsError(error, file);
  });
}
