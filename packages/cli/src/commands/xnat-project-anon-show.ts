import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withLineEnd } from "../request/tell-refusal.js";
import { withXnat } from "../xnat/connect.js";
import { anonCalls, anonPlace } from "../xnat/manage/anon-place.js";

/** `scanferry xnat project anon show [ID] [--site]`: the text is the data, whether it runs is said beside it. */
export async function run(call: CallContext): Promise<number> {
  const place = anonPlace(call);
  return withXnat(call, async (xnat) => {
    const { script, enabled } = await anonCalls(xnat, place).read({ signal: call.signal });
    if (call.out.json) {
      const { project = null } = place;
      await call.out.record({ type: "anon-script", project, enabled, script }, undefined);
      return exit.done;
    }
    await call.out.raw(withLineEnd(script));
    if (script === "") call.say("No script was ever written here.");
    else call.say(enabled ? "It runs on what arrives." : "It is disabled: it does not run.");
    return exit.done;
  });
}
