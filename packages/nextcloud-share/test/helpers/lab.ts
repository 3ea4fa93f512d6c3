import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startSandbox, type NextcloudSandboxOptions, type Sandbox } from "@scanferry/sandbox";
import { collect, type Collected, type TransferEvent } from "@scanferry/transfer";
import { readZipEntries } from "@scanferry/zip-crypt";
import { expect, onTestFinished } from "vitest";
import { sharedClock } from "../../../../tools/test-support/shared-clock.js";
import { NextcloudClient } from "../../src/client/nextcloud-client.js";
import { shareCohort } from "../../src/cohort/share-cohort.js";
import type { ShareOptions, ShareParticipant } from "../../src/cohort/share-options.js";
import type { ShareListRow } from "../../src/list/columns.js";
import { readShareList } from "../../src/list/share-list.js";
import { tempFolder } from "./temp-folder.js";

/** A lab with scans on its disk, an account on a look-alike Nextcloud, and a place for the list. */
export interface Lab {
  sandbox: Sandbox;
  cloud: NextcloudClient;
  folder: string;
  list: string;
  participants: ShareParticipant[];
  events: TransferEvent[];
  /** Milliseconds that the client slept on the sandbox's clock. */
  slept: () => number;
  connect(): Promise<NextcloudClient>;
  share(changes?: Partial<ShareOptions>, participants?: ShareParticipant[]): Promise<Collected>;
  rows(): Promise<ShareListRow[]>;
}

/** Starts a lab. Sleeping moves the sandbox's clock and takes no time. */
export async function startLab(
  options: {
    count?: number;
    sizeBytes?: number;
    listName?: string;
    nextcloud?: NextcloudSandboxOptions;
  } = {},
): Promise<Lab> {
  const { count = 3, sizeBytes = 20_000 } = options;
  const sandbox = await startSandbox({ nextcloud: options.nextcloud ?? true });
  onTestFinished(() => sandbox.close());
  const folder = await tempFolder();
  const participants = await writeScans(folder, count, sizeBytes);
  const list = join(folder, options.listName ?? "share-list.xlsx");
  const events: TransferEvent[] = [];
  const { clock, waitedMs } = sharedClock(sandbox);
  const connect = async (): Promise<NextcloudClient> => {
    const { username, appPassword } = sandbox.credentials.nextcloud;
    const client = await NextcloudClient.connect({
      baseUrl: sandbox.url.nextcloud,
      auth: { username, appPassword },
      ...clock,
    });
    onTestFinished(() => client.close());
    return client;
  };
  const cloud = await connect();
  return {
    sandbox,
    cloud,
    folder,
    list,
    participants,
    events,
    slept: waitedMs,
    connect,
    share: (changes = {}, people = participants) =>
      collect(
        shareCohort(people, {
          cloud,
          list,
          now: () => sandbox.clock.now(),
          onEvent: (event) => events.push(event),
          ...changes,
        }),
      ),
    // Rows stand in the order in which participants were finished.
    rows: async () => (await readShareList(list)).rows.sort((a, b) => (a.subject < b.subject ? -1 : 1)),
  };
}

/** Writes one scan of random bytes per participant. */
export async function writeScans(
  folder: string,
  count: number,
  sizeBytes: number,
): Promise<ShareParticipant[]> {
  const participants: ShareParticipant[] = [];
  for (let i = 1; i <= count; i++) {
    const label = `sub-${String(i).padStart(2, "0")}`;
    const anat = join(folder, "bids", label, "anat");
    await mkdir(anat, { recursive: true });
    const name = `${label}_T1w.nii.gz`;
    const path = join(anat, name);
    await writeFile(path, Buffer.concat([Buffer.from(`plaintext of ${label}`), randomBytes(sizeBytes)]));
    // A time of its own, so that a rewritten file is told apart whatever the clock's resolution.
    await utimes(path, 1_700_000_000, 1_700_000_000 + i);
    participants.push({ label, files: [{ name, path }] });
  }
  return participants;
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Everything below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Opens a row's link as its recipient would and gives the digests of what is in the zip. */
export async function openAsRecipient(lab: Lab, row: ShareListRow): Promise<Map<string, string>> {
  const download = await lab.cloud.downloadPublic(
    row.url,
    row.linkPassword === "" ? {} : { password: row.linkPassword },
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of download.body) chunks.push(chunk);
  const zip = Buffer.concat(chunks);
  expect(zip.length).toBe(row.bytes);
  expect(sha256(zip)).toBe(row.sha256);
  const digests = new Map<string, string>();
  for await (const entry of readZipEntries(zip, { password: row.password })) {
    const content: Uint8Array[] = [];
    for await (const chunk of entry.stream()) content.push(chunk);
    digests.set(entry.name, sha256(Buffer.concat(content)));
  }
  return digests;
}

/**
 * What must hold at the end of every story: one row, one link and one file per participant; each link opens with the
 * listed password and gives the source's bytes; nothing else is left, here or there.
 */
export async function expectAllWell(
  lab: Lab,
  people: readonly ShareParticipant[] = lab.participants,
): Promise<void> {
  const rows = await lab.rows();
  expect(rows.map((row) => row.subject).sort()).toEqual(people.map((one) => one.label).sort());
  const state = lab.sandbox.state.nextcloud;
  const links = state.shares();
  expect(links.map((link) => link.path).sort()).toEqual(rows.map((row) => `/${row.remotePath}`).sort());
  expect(
    state
      .files()
      .map((file) => file.path)
      .sort(),
  ).toEqual(rows.map((row) => `/${row.remotePath}`).sort());
  expect(state.uploads()).toEqual([]);
  for (const participant of people) {
    const row = rows.find((one) => one.subject === participant.label)!;
    expect(row).toMatchObject({ status: "shared", file: `${participant.label}.zip` });
    expect(row.password).not.toBe("");
    expect(links.some((link) => row.url.endsWith(`/s/${link.token}`))).toBe(true);
    const expected = await Promise.all(
      participant.files.map(async (file) => [file.name, sha256(await readFile(file.path))] as const),
    );
    expect(await openAsRecipient(lab, row)).toEqual(new Map(expected));
  }
  await expectNoSecretsLeft(lab, rows);
}

/** No plaintext, no temporary file and no password outside the list. */
export async function expectNoSecretsLeft(lab: Lab, rows: readonly ShareListRow[]): Promise<void> {
  for (const path of await filesBelow(lab.folder)) {
    if (path.includes("/bids/")) continue;
    expect(path).not.toMatch(/\.part$|self-test/);
    const text = (await readFile(path)).toString("latin1");
    expect(text).not.toContain("plaintext of");
    if (path === lab.list) continue;
    for (const row of rows) expect(text.includes(row.password), `password in ${path}`).toBe(false);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
  for (const file of lab.sandbox.state.nextcloud.files()) {
    expect((await lab.sandbox.state.nextcloud.readFile(file.path)).toString("latin1")).not.toContain(
      "plaintext of",
    );
  }
}
