import type { CallContext } from "../call-context.js";
import { withXnat } from "../xnat/connect.js";
import { anonCalls, anonPlace } from "../xnat/manage/anon-place.js";
import { changeOne } from "../xnat/manage/change-one.js";

/** `scanferry xnat project anon enable|disable [ID] [--site]` */
export async function run(call: CallContext): Promise<number> {
  const place = anonPlace(call);
  const enabled = call.command.name() === "enable";
  const { signal } = call;
  return withXnat(call, async (xnat) => {
    const calls = anonCalls(xnat, place);
    const before = await calls.read({ signal });
    return changeOne(call, {
      ...place,
      action: call.command.name(),
      isSo: before.enabled === enabled,
      // Refused with -n too: the library says it before it asks for anything to be changed.
      hindered: enabled && before.script === "",
      note: enabled ? "it runs on what arrives from now on" : "it no longer runs",
      change: () => calls.enable(enabled, { signal }),
    });
  });
}
