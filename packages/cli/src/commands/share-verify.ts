import { verifyList } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import { exit, exitCodeFor } from "../errors/exit-code.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { openList } from "../share/open-list.js";
import { runTransfer } from "../transfer/run-transfer.js";

/** `scanferry share verify LIST` */
export async function run(call: CallContext): Promise<number> {
  const list = call.args[0] ?? "";
  await openList(call, list);
  const splitPasswords = call.options.text("splitPasswords");
  const retries = call.options.count("retries");
  const concurrency = call.options.count("concurrency", 1);
  return withNextcloud(call, (cloud) =>
    runTransfer(
      call,
      ({ signal, onEvent }) =>
        verifyList(list, {
          cloud,
          deep: call.options.flag("deep"),
          ...(splitPasswords === undefined ? {} : { splitPasswords }),
          ...(retries === undefined ? {} : { retries }),
          ...(concurrency === undefined ? {} : { concurrency }),
          signal,
          onEvent,
        }),
      {
        failed: (codes) =>
          codes.every((code) => exitCodeFor(code) === networkClass) ? networkClass : exit.mixed,
      },
    ),
  );
}

/** Links that could not be looked at are a trouble of the network; anything else is a link that does not work. */
const networkClass = exitCodeFor("net/unreachable");
