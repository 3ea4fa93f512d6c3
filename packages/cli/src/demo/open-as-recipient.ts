import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { NextcloudClient, ShareListRow } from "@scanferry/nextcloud-share";
import { readZipEntries } from "@scanferry/zip-crypt";

/** What a recipient finds behind one link. */
export interface Opened {
  zip: string;
  entries: { name: string; bytes: number }[];
}

/** Does what a participant does: downloads through the link, without a login, and opens the zip with the password. */
export async function openAsRecipient(
  cloud: NextcloudClient,
  row: ShareListRow,
  folder: string,
): Promise<Opened> {
  const zip = join(folder, row.file);
  const download = await cloud.downloadPublic(
    row.url,
    row.linkPassword === "" ? {} : { password: row.linkPassword },
  );
  await pipeline(download.body, createWriteStream(zip));
  const entries: Opened["entries"] = [];
  for await (const entry of readZipEntries(zip, { password: row.password })) {
    let bytes = 0;
    for await (const chunk of entry.stream()) bytes += chunk.length;
    entries.push({ name: entry.name, bytes });
  }
  return { zip, entries };
}
