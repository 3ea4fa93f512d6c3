import { toScanferryError } from "../../errors/to-scanferry-error.js";
import { runPoolMany } from "../../flow/run-pool.js";
import { isFatal, tryItem } from "../../moving/try-item.js";
import { claimTarget, isReadOnly } from "../download-context.js";
import { earlierPlace } from "../earlier-place.js";
import type { ListedFile } from "../group-item.js";
import { enterFound, lookLocally, type PresentFile } from "../local-file.js";
import { continuedPart } from "../open-or-restart.js";
import { bringOne } from "./bring-singly.js";
import { groupFile } from "./group-file.js";
import { factsOf, type GroupRun } from "./group-run.js";

/** So many local files are looked at at once. */
const lookingAtOnce = 8;

/** Reads the server's list: what is here and right gets its result, the rest is noted as wanted. A list that broke off is begun anew. */
export async function readList(run: GroupRun): Promise<void> {
  const { item, signal, context } = run;
  const { options, renewal, emit } = context;
  await tryItem(
    item.id,
    async () => {
      const looks = runPoolMany<ListedFile, never>(
        item.files({ signal }),
        // Not with the pool's own signal: a look that a broken list would stop is one that the list's next try passes over.
        (listed) => look(run, listed),
        { concurrency: lookingAtOnce, signal },
      );
      await looks.next();
    },
    { options, signal, renewal, emit },
  );
}

async function look(run: GroupRun, listed: ListedFile): Promise<void> {
  const { context, item, wanted } = run;
  if (run.isRepeated(listed)) return;
  const { id, target, sizeBytes } = listed;
  const earlier = run.earlier(listed);
  if (earlier === "new") {
    const action = item.action ?? "download";
    context.emit({ type: "plan", id, target, action, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
  }
  const doubt = run.doubtful.get(id);
  if (!run.isSettled(id) && (doubt === undefined || doubt.facts !== factsOf(listed))) {
    try {
      // Up to here nothing was waited for, so that of two names that clash it is the later one on the list that is refused.
      const relative = claimTarget(context, target, { claimed: earlier === "here" });
      await judge(run, { ...listed, target: relative });
      return;
    } catch (caught) {
      const error = toScanferryError(caught);
      if (isFatal(error)) throw error;
      await run.settle(listed, "failed", 0, { error });
    }
  } else if (doubt !== undefined && !run.isSettled(id)) {
    // The list still says what the server does not keep to.
    await run.settle(listed, "failed", 0, { error: doubt.error });
  }
  wanted.pass(listed);
}

/** Tells whether a file is here and right. */
async function judge(run: GroupRun, file: ListedFile): Promise<void> {
  const { context, item, wanted, signal } = run;
  const { options } = context;
  const about = { ...file, exclusive: item.exclusive ?? true };
  const place = await run.absent.placeOf(context, file.target);
  const renamed = await earlierPlace(context, file.id, place, signal);
  const local = await lookLocally(context, place, about, signal);
  const standing = local.status === "present" ? local : undefined;
  const ask = standing !== undefined && isUnsure(run, file, standing);
  if (standing?.unchanged === true && !ask) {
    const known = isReadOnly(options)
      ? standing.known
      : await enterFound(context, place, about, standing, signal);
    if (renamed !== undefined) context.renamed.add(file.id);
    wanted.pass(file);
    return run.settle(file, "unchanged", standing.bytes, known);
  }
  const wish = {
    ...file,
    ...(standing === undefined ? {} : { localBytes: standing.bytes }),
    ...(ask ? { ask } : {}),
    ...(renamed === undefined ? {} : { renamed: true as const }),
  };
  if (!isReadOnly(options)) {
    const part = place.absent ? undefined : await continuedPart(groupFile(item, file), place);
    return wanted.add(part === undefined ? wish : { ...wish, begun: true });
  }
  wanted.pass(file);
  if (options.check === true && standing !== undefined) return bringOne(run, { ...wish, row: -1 }, signal);
  return run.settle(file, "planned", file.sizeBytes ?? 0);
}

/** Whether only the server can tell that a file is right: where the list has neither a digest nor, without being told to look closely, a length. */
function isUnsure({ context }: GroupRun, { expect, sizeBytes }: ListedFile, local: PresentFile): boolean {
  const { check, checksum, dryRun } = context.options;
  const { known } = local;
  if (known?.etag === undefined && known?.lastModified === undefined) return false;
  if (expect?.md5 !== undefined || expect?.sha256 !== undefined || expect?.etag !== undefined) return false;
  if (!local.unchanged) return sizeBytes === undefined;
  return check === true || (checksum === true && dryRun !== true);
}
