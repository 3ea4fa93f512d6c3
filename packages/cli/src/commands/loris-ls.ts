import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withLoris } from "../loris/connect.js";
import { readFilters } from "../loris/filters.js";
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
    if (count === 0) call.say(`The server lists no ${what}; perhaps this account may not see them.`);
    return count === 0 && call.options.flag("errorIfEmpty") ? exit.empty : exit.done;
  });
}
