import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { revokeInList } from "../share/revoke-in-list.js";
import { revokeShares } from "../share/revoke-shares.js";

/** `scanferry share revoke ID… | --expired | --all-in LIST` */
export async function run(call: CallContext): Promise<number> {
  const { options, args } = call;
  const allIn = options.text("allIn");
  const expired = options.flag("expired");
  if ([args.length > 0, expired, allIn !== undefined].filter(Boolean).length !== 1) {
    throw new ScanferryError("input/invalid", "Say which links are to end, in one way.", {
      hint: "scanferry share revoke ID…, or --expired, or --all-in LIST",
    });
  }
  const list = allIn ?? (expired ? options.text("list") : undefined);
  return withNextcloud(call, (cloud) =>
    list === undefined
      ? revokeShares(call, cloud, { ids: args, expired })
      : revokeInList(call, cloud, { list, expired }),
  );
}
