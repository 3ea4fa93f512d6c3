import type { CallContext } from "../call-context.js";
import { safeText } from "../output/safe-text.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { withXnat } from "../xnat/connect.js";
import {
  askForFiles,
  askForWhole,
  refuseEmptyName,
  refuseWithoutTerminal,
  removeWhole,
} from "../xnat/resource/remove-asked.js";
import { parseOwnerPath, resourceAt } from "../xnat/resource/resource-place.js";

/** `scanferry xnat resource rm PATH LABEL [FILE…]` */
export async function run(call: CallContext): Promise<number> {
  const [path = "", label = "", ...names] = call.args;
  const place = parseOwnerPath(path);
  refuseEmptyName(names);
  await refuseWithoutTerminal(call);
  const dryRun = call.options.flag("dryRun");
  return withXnat(call, async (xnat) => {
    const resource = resourceAt(xnat, place, label);
    const id = `${path}${place.scan === undefined ? "/resources" : ""}/${label}`;
    if (names.length > 0) await askForFiles(call, resource, names);
    const bytes = names.length > 0 ? 0 : await askForWhole(call, resource, id);
    return runTransfer(
      call,
      (from) =>
        names.length > 0
          ? resource.removeFiles(names, { ...from, dryRun })
          : removeWhole(call, resource, { id, bytes }),
      { line: ({ status, id }) => `${status === "done" ? "deleted" : status}\t${safeText(id)}` },
    );
  });
}
