import type { LinkToVerify, ShareListRow } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";
import { exit, exitCodeForFailures } from "../errors/exit-code.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { safeText } from "../output/safe-text.js";
import { openList } from "../share/open-list.js";

/** A link that was revoked on purpose is no dead link. */
const isLive = (row: ShareListRow): boolean => row.url !== "" && row.status !== "revoked";

/** `scanferry share verify LIST` */
export async function run(call: CallContext): Promise<number> {
  const rows = (await openList(call, call.args[0] ?? "")).filter(isLive);
  if (rows.length === 0 && call.options.flag("errorIfEmpty")) return exit.empty;
  const subjects = new Map(rows.map((row) => [row.url, row.subject]));
  const concurrency = call.options.count("concurrency", 1);
  return withNextcloud(call, async (cloud) => {
    let broken = 0;
    const codes: string[] = [];
    const reports = cloud.verifyLinks(rows.map(toLink), {
      signal: call.signal,
      ...(concurrency === undefined ? {} : { concurrency }),
    });
    for await (const { url, status, expire, sizeBytes, error } of reports) {
      const subject = subjects.get(url) ?? "";
      if (status === "unknown") codes.push(error?.code ?? "internal");
      else if (status !== "alive" && status !== "locked") broken += 1;
      const record = {
        type: "link",
        id: subject,
        url,
        status,
        expire: expire ?? null,
        bytes: sizeBytes ?? null,
        ...(error === undefined ? {} : { error: error.toJSON() }),
      };
      await call.out.record(record, [status, subject, url, expire ?? ""].map(safeText).join("\t").trimEnd());
    }
    call.say(
      `${String(rows.length)} links, ${String(broken)} broken${codes.length > 0 ? `, ${String(codes.length)} not to be reached` : ""}`,
    );
    if (broken > 0) return exit.mixed;
    return exitCodeForFailures(codes);
  });
}

function toLink(row: ShareListRow): LinkToVerify {
  return {
    url: row.url,
    ...(row.linkPassword === "" ? {} : { password: row.linkPassword }),
    ...(row.bytes === undefined ? {} : { sizeBytes: row.bytes }),
  };
}
