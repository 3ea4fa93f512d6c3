import type { ShareJournal } from "../journal/share-journal.js";
import type { ShareState } from "../journal/share-state.js";
import type { ShareJob } from "./share-job.js";

/**
 * Makes the link of an uploaded zip, or takes the one that a killed run made: every link to the path is looked up first,
 * and all older ones were ended before the upload, so one that is there is ours.
 */
export async function makeLink(
  job: ShareJob,
  journal: ShareJournal,
  state: ShareState,
  signal: AbortSignal,
): Promise<ShareState> {
  const { label, note } = job.options;
  const { subject, attempt, remotePath, linkPassword } = state;
  await journal.record(subject, attempt, { step: "link-intended", expire: job.expire });
  const { share, others } = await job.cloud.shares.create(
    {
      path: remotePath,
      expire: job.expire,
      ...(linkPassword === undefined ? {} : { password: linkPassword }),
      ...(label === undefined ? {} : { label }),
      ...(note === undefined ? {} : { note }),
    },
    { id: subject, signal, onEvent: job.emit },
  );
  for (const other of others) await job.cloud.shares.revoke(other, { keepFile: true, signal });
  return journal.record(subject, attempt, {
    step: "linked",
    shareId: share.id,
    url: share.url,
    expire: share.expire ?? job.expire,
    sharedAt: new Date(job.now()).toISOString(),
  });
}
