import { mkdir } from "node:fs/promises";
import { openDataset } from "@scanferry/bids-fs";
import { NextcloudClient, readShareList, renderMails, shareCohort } from "@scanferry/nextcloud-share";
import type { Sandbox } from "@scanferry/sandbox";
import { collect } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { participantsOf } from "../share/participants-of.js";
import { runTransfer } from "../transfer/run-transfer.js";
import { demoPaths, type DemoPaths } from "./demo-paths.js";
import { playLorisChapter } from "./loris-chapter.js";
import { openAsRecipient, type Opened } from "./open-as-recipient.js";
import { playPushChapter } from "./push-chapter.js";
import { playXnatChapter } from "./xnat-chapter.js";

/** What the demo has made. */
export interface Story {
  paths: DemoPaths;
  opened: Opened[];
  /** Exit code of the share. */
  code: number;
}

/** Plays the whole story against the embedded server: dataset, share, links as recipients see them, mails. */
export async function playStory(call: CallContext, sandbox: Sandbox, folder: string): Promise<Story> {
  const paths = demoPaths(folder);
  const participants = call.options.count("participants", 1) ?? 3;
  call.say(`1. A dataset with ${String(participants)} participants, made by code: ${paths.dataset}`);
  const { writePhantomDataset } = await import("@scanferry/sandbox");
  await writePhantomDataset(paths.dataset, { participants });

  call.say("2. Each image goes into an AES-256 zip of its own, up to the server, and gets a link:");
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const cloud = await NextcloudClient.connect(
    { baseUrl: sandbox.url.nextcloud, auth: { username, appPassword } },
    { signal: call.signal },
  );
  try {
    const dataset = await openDataset(paths.dataset);
    const code = await runTransfer(call, ({ signal, onEvent }) =>
      shareCohort(participantsOf(dataset.pick({ suffix: "T1w", signal }), call), {
        cloud,
        expiresInDays: 21,
        list: paths.list,
        remote: "MRI-share",
        datasetRoot: paths.dataset,
        signal,
        onEvent,
      }),
    );
    if (code !== 0) return { paths, opened: [], code };
    const { rows } = await readShareList(paths.list);

    call.say(
      "3. Every link, as the participant meets it: downloaded without a login, opened with the listed password:",
    );
    await mkdir(paths.downloads, { recursive: true });
    const opened: Opened[] = [];
    for (const row of rows) {
      const found = await openAsRecipient(cloud, row, paths.downloads);
      opened.push(found);
      call.say(`   ${row.url}  →  ${found.entries.map(({ name }) => name).join(", ")}`);
    }

    call.say(`4. A mail for each participant, and the passwords apart: ${paths.mails}`);
    await collect(renderMails(rows, { outDir: paths.mails, lang: "en", contact: "the study team" }));

    call.say(
      `5. The same from an archive: T1w images, made up too, come from a LORIS to ${paths.study}, and go out as above:`,
    );
    const lorisCode = await playLorisChapter(call, { sandbox, cloud, paths });
    if (lorisCode !== 0) return { paths, opened, code: lorisCode };

    call.say(`6. From an XNAT, the subjects of ${paths.subjects} come to ${paths.archive}:`);
    const xnatCode = await playXnatChapter(call, { sandbox, paths });
    if (xnatCode !== 0) return { paths, opened, code: xnatCode };

    call.say(`7. And into the XNAT: ${paths.dicom} is planned, sent, archived, and brought back:`);
    return { paths, opened, code: await playPushChapter(call, { sandbox, paths }) };
  } finally {
    await cloud.close();
  }
}
