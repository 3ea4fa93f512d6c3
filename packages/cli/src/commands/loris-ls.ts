import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withLoris } from "../loris/connect.js";
import { readFilters, type LorisFilters } from "../loris/filters.js";
import { listings, refuseOtherFilters, type Listed } from "../loris/listings.js";
import { safeText } from "../output/safe-text.js";

/** `scanferry loris ls WHAT`: one line per thing as soon as the server has named it. */
export async function run(call: CallContext): Promise<number> {
  const what = (call.args[0] ?? "") as Listed;
  refuseOtherFilters(call, what);
  const filters = await readFilters(call);
  return withLoris(call, async (loris) => {
    let count = 0;
    for await (const { record, cells } of listings[what](loris, filters, call)) {
      count += 1;
      await call.out.record(record, cells.map(safeText).join("\t"));
      if (call.out.closed) break;
    }
    if (count === 0) tellEmpty(call, what, filters);
    return count === 0 && call.options.flag("errorIfEmpty") ? exit.empty : exit.done;
  });
}

/** An empty list is told also under `-q`: it may come from a lack of permission, which LORIS does not mention. */
function tellEmpty(call: CallContext, what: Listed, { modalityMatch: _, ...filters }: LorisFilters): void {
  const message =
    Object.keys(filters).length === 0
      ? `The server lists no ${what}; perhaps this account may not see them.`
      : `No ${what} pass all the filters, or this account may not see them.`;
  call.tell(message);
  call.out.aside({ type: "warning", message });
}
