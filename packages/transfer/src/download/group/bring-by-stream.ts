import { changedError } from "../../errors/changed-error.js";
import { isScanferryError } from "../../errors/scanferry-error.js";
import { toScanferryError } from "../../errors/to-scanferry-error.js";
import { isFatal, tryItem } from "../../moving/try-item.js";
import { isWorthComparing, isWorthStreaming } from "./choose-way.js";
import type { GroupRun } from "./group-run.js";
import { takeStream } from "./take-stream.js";

/** A stream that breaks is begun so many times in all; what is missing then is fetched singly. */
const streamsAtMost = 2;

/** The server gives no stream of this group; its files may be there all the same. */
const refused = new Set(["remote/not-found", "remote/failed", "remote/refused"]);

/** Errors after which single files would fare no better: each of them would wait for its own tries in vain. */
const hopeless = new Set(["auth/required", "auth/expired", "net/unreachable", "net/tls", "remote/busy"]);

/** Brings what is wanted by the group's stream, if that costs less than asking for each file, or `always`; what it leaves is for single requests. */
export async function bringByStream(run: GroupRun, { always = false } = {}): Promise<void> {
  const { item, context, signal, wanted } = run;
  if (item.entries === undefined) return;
  if (wanted.asked.files > 0 && (isWorthStreaming(wanted) || isWorthComparing(wanted))) wanted.streamAsked();
  if (!(always || isWorthStreaming(wanted))) return;
  const begin = item.entries.bind(item);
  const { options, renewal, emit } = context;
  let broken = 0;
  const attempt = async (): Promise<void> => {
    try {
      await takeStream(run, begin({ signal }));
    } catch (caught) {
      const error = toScanferryError(caught);
      if (isFatal(error) || hopeless.has(error.code)) throw error;
      if (refused.has(error.code)) {
        context.groups.warnOfRefusal(item.id);
        return;
      }
      if (++broken >= streamsAtMost || !(always || isWorthStreaming(wanted))) return;
      throw changedError(error, { retryable: true });
    }
  };
  try {
    await tryItem(item.id, attempt, { options, signal, renewal, emit });
  } catch (caught) {
    if (!isScanferryError(caught) || isFatal(caught)) throw caught;
    if (!hopeless.has(caught.code)) return;
    for await (const file of wanted.unsettled()) await run.fail(file, caught);
  }
}
