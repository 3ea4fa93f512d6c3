// Shares the T1w image of one participant and lists the links.
//
//   node --loader ts-node/esm examples/esm/share-one.mts [BIDSROOT [PARTICIPANT]]
//   npx tsx examples/esm/share-one.mts [BIDSROOT [PARTICIPANT]]
//
// NEXTCLOUD_URL, NEXTCLOUD_USER and NEXTCLOUD_PASSWORD (an app password) name the server. Without them a look-alike
// Nextcloud is started on this machine, and without BIDSROOT a synthetic participant is made.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { openDataset } from "@scanferry/bids-fs";
import { NextcloudClient, shareCohort } from "@scanferry/nextcloud-share";
import { startSandbox, writePhantomDataset } from "@scanferry/sandbox";

const output = await mkdtemp(join(tmpdir(), "scanferry-example-"));
const [root = join(output, "mri_images"), participant = "sub-01"] = process.argv.slice(2);
if (process.argv.length < 3) await writePhantomDataset(root, { participants: 1 });

const { NEXTCLOUD_URL, NEXTCLOUD_USER = "", NEXTCLOUD_PASSWORD = "" } = process.env;
const box = NEXTCLOUD_URL === undefined ? await startSandbox({ nextcloud: true }) : undefined;
const cloud = await NextcloudClient.connect({
  baseUrl: NEXTCLOUD_URL ?? box!.url.nextcloud,
  auth: box?.credentials.nextcloud ?? { username: NEXTCLOUD_USER, appPassword: NEXTCLOUD_PASSWORD },
});

const dataset = await openDataset(root);
const participants = dataset.pick({ suffix: "T1w", subjects: [participant] });
const list = join(output, "share-list.xlsx");
// A new list has a folder of its own on the server: it never replaces what another list has shared.
const remote = basename(output);

// Each result is there as soon as its participant is done.
for await (const { id, status, target, error } of shareCohort(participants, {
  cloud,
  expiresInDays: 21,
  list,
  remote,
})) {
  console.log(id, status, error?.message ?? target);
}
for await (const share of cloud.shares.list()) console.log(share.url, share.path, share.expire);
console.log(`The list with the passwords: ${list}`);

await cloud.close();
await box?.close();
