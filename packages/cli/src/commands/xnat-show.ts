import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { createRowPrinter } from "../output/row-printer.js";
import { withXnat } from "../xnat/connect.js";
import { shownThing, type Noun } from "../xnat/manage/shown-thing.js";

/** `scanferry xnat project|subject|experiment|scan show PATH` */
export async function run(call: CallContext): Promise<number> {
  const noun = (call.command.parent?.name() ?? "project") as Noun;
  const path = call.args[0] ?? "";
  return withXnat(call, async (xnat) => {
    const { record, facts } = await shownThing(xnat, noun, path, call.signal);
    if (call.out.json) await call.out.record(record, undefined);
    else {
      const rows = createRowPrinter(call.out, ["FIELD", "VALUE"]);
      for (const [name, value] of facts) await rows.row({}, [name, value]);
      await rows.end();
    }
    return exit.done;
  });
}
