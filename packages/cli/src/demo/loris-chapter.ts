import { openDataset } from "@scanferry/bids-fs";
import { LorisClient } from "@scanferry/loris-client";
import { shareCohort, type NextcloudClient } from "@scanferry/nextcloud-share";
import type { Sandbox } from "@scanferry/sandbox";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { participantsOf } from "../share/participants-of.js";
import { runTransfer } from "../transfer/run-transfer.js";
import type { DemoPaths } from "./demo-paths.js";

/** Plays the two jobs as one: a study comes from the embedded LORIS, and each of its participants gets a link. */
export async function playLorisChapter(
  call: CallContext,
  { sandbox, cloud, paths }: { sandbox: Sandbox; cloud: NextcloudClient; paths: DemoPaths },
): Promise<number> {
  const loris = await LorisClient.connect(
    { baseUrl: sandbox.url.loris, auth: sandbox.credentials.loris },
    { signal: call.signal },
  );
  try {
    const code = await runTransfer(
      call,
      ({ signal, onEvent }) =>
        loris.pull(paths.study, { modalities: ["t1"], visits: ["V1"], signal, onEvent }),
      { line: () => undefined },
    );
    if (code !== exit.done) return code;
  } finally {
    await loris.close();
  }
  const study = await openDataset(paths.study);
  return runTransfer(call, ({ signal, onEvent }) =>
    shareCohort(participantsOf(study.pick({ suffix: "T1w", signal }), call), {
      cloud,
      expiresInDays: 21,
      list: paths.studyList,
      remote: "LORIS-share",
      datasetRoot: paths.study,
      signal,
      onEvent,
    }),
  );
}
