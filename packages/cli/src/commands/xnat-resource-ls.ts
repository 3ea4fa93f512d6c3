import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withXnat } from "../xnat/connect.js";
import { createLinePrinter } from "../xnat/line-printer.js";
import type { ListPlan } from "../xnat/list-plan.js";
import { listThings } from "../xnat/listings.js";
import { parseOwnerPath } from "../xnat/resource/resource-place.js";

/** `scanferry xnat resource ls PATH [LABEL]`: the resources of a place itself, or the files of one. */
export async function run(call: CallContext): Promise<number> {
  const [text = "", label] = call.args;
  const owner = parseOwnerPath(text);
  const path = label === undefined ? { ...owner, allResources: true } : { ...owner, resource: label };
  const type = label === undefined ? "resource" : "file";
  const plan: ListPlan = { path, type, filters: {}, fields: undefined };
  const printer = createLinePrinter(call, plan);
  return withXnat(call, async (xnat) => {
    let count = 0;
    for await (const line of listThings(type, { xnat, path, filters: {}, call })) {
      count += 1;
      await printer.line(line);
      if (call.out.closed) break;
    }
    await printer.end();
    if (count === 0) call.tell(`There is no ${type} here.`);
    return count === 0 && call.options.flag("errorIfEmpty") ? exit.empty : exit.done;
  });
}
