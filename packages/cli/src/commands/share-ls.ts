import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { safeText } from "../output/safe-text.js";

/** `scanferry share ls` */
export async function run(call: CallContext): Promise<number> {
  const folder = call.options.text("remote");
  return withNextcloud(call, async (cloud) => {
    let count = 0;
    for await (const share of cloud.shares.list(folder === undefined ? {} : { folder }, {
      signal: call.signal,
    })) {
      count += 1;
      const record = {
        type: "share",
        id: share.id,
        url: share.url,
        path: share.path,
        expire: share.expire ?? null,
        label: share.label,
        hasPassword: share.hasPassword,
      };
      await call.out.record(
        record,
        [share.id, share.expire ?? "no end", share.url, share.path].map(safeText).join("\t"),
      );
      if (call.out.closed) break;
    }
    return count === 0 && call.options.flag("errorIfEmpty") ? exit.empty : exit.done;
  });
}
