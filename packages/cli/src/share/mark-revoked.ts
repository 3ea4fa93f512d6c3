import { writeShareList } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import { openList } from "./open-list.js";

/** Writes `revoked` into the rows of a list whose links have ended. */
export async function markRevoked(call: CallContext, list: string, urls: readonly string[]): Promise<void> {
  const ended = new Set(urls);
  const rows = (await openList(call, list)).filter((row) => ended.has(row.url));
  const splitPasswords = call.options.text("splitPasswords");
  await writeShareList(
    list,
    rows.map((row) => ({ ...row, status: "revoked" })),
    splitPasswords === undefined ? {} : { splitPasswords },
  );
}
