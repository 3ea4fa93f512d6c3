import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withXnat } from "../xnat/connect.js";
import { createLinePrinter } from "../xnat/line-printer.js";
import type { ListedType } from "../xnat/list-line.js";
import { listPlan } from "../xnat/list-plan.js";
import { listThings } from "../xnat/listings.js";
import { recentLines } from "../xnat/recent-lines.js";

/** `scanferry xnat ls [PATH]`: one line per thing as soon as the server has named it. */
export async function run(call: CallContext): Promise<number> {
  const plan = await listPlan(call);
  const { path, type, filters } = plan;
  const printer = createLinePrinter(call, plan);
  return withXnat(call, async (xnat) => {
    const all = listThings(type, { xnat, path, filters, call });
    // The server itself knows which projects were used lately.
    const isCut = call.options.flag("recent") && type !== "project";
    let count = 0;
    for await (const line of isCut ? recentLines(all) : all) {
      count += 1;
      await printer.line(line);
      if (call.out.closed) break;
    }
    await printer.end();
    if (count === 0) tellEmpty(call, type, Object.keys(filters).length > 0);
    return count === 0 && call.options.flag("errorIfEmpty") ? exit.empty : exit.done;
  });
}

/** An empty list is told also under `-q`: it may come from a lack of permission, which XNAT does not always mention. */
function tellEmpty(call: CallContext, type: ListedType, filtered: boolean): void {
  const message = filtered
    ? `No ${type} passes all the filters, or this account may not see it.`
    : `The server lists no ${type} here; perhaps this account may not see any.`;
  call.tell(message);
  call.out.aside({ type: "warning", message });
}
