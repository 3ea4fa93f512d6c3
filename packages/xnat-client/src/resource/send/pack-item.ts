import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { UploadItem } from "@scanferry/transfer";
import { zipStream, type ZipEntryInput } from "@scanferry/zip-crypt";
import { decodedPath } from "../../schemas/xnat-file.js";
import { settledThere } from "../server/settled-there.js";
import { archiveEntries } from "../sources/archive-entries.js";
import type { ArchiveFacts } from "../sources/archive-facts.js";
import { storedName } from "../sources/check-names.js";
import { openFile } from "../sources/open-file.js";
import { fileId, fileTarget } from "./file-result.js";
import { putRequest, type PutRequestFacts } from "./put-request.js";
import type { Sending, SentFile } from "./sending.js";

/** Files that go as one archive, which the server unpacks. */
interface Pack {
  readonly sent: readonly SentFile[];
  readonly sizeBytes: number;
  readonly facts: Pick<PutRequestFacts, "name" | "contentType">;
  readonly open: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

/** Files of the disk, zipped while they are sent. */
export function packItem(sending: Sending, sent: readonly SentFile[]): UploadItem {
  const entries = entriesOf(sending, sent).map((entry, index) => ({
    ...entry,
    source: sourceOf(sent[index]),
  }));
  const zip = (signal?: AbortSignal): ReturnType<typeof zipStream> =>
    zipStream(entries, { encryption: "none", ...(signal === undefined ? {} : { signal }) });
  return itemOf(sending, {
    sent,
    sizeBytes: zip().lengthBytes ?? 0,
    facts: { name: "scanferry.zip", contentType: "application/zip" },
    open: (signal) => zip(signal).stream,
  });
}

/** Reads a file, and notes the digest of what was read. */
function sourceOf(sent: SentFile | undefined): () => AsyncGenerator<Uint8Array> {
  return async function* () {
    if (sent === undefined) return;
    const { path, sizeBytes } = sent.file;
    const hash = createHash("md5");
    for await (const chunk of openFile(path, sizeBytes)) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
    sent.md5 = hash.digest("hex");
  };
}

/** Files of an archive: as it is, where XNAT reads it rightly and all of them are wanted, else packed anew while they are sent. */
export function archiveItem(sending: Sending, archive: ArchiveFacts, sent: readonly SentFile[]): UploadItem {
  const { path, kind, sizeBytes, asIs, files } = archive;
  if (asIs && files === sent.length) {
    const contentType = kind === "zip" ? "application/zip" : "application/octet-stream";
    const facts = { name: basename(path), contentType };
    return itemOf(sending, { sent, sizeBytes, facts, open: () => openFile(path) });
  }
  const entries = entriesOf(sending, sent);
  const names = new Map(sent.map(({ file }, index) => [file.entry, entries[index]?.name ?? ""]));
  // Only its length is asked of this one: that needs names and sizes alone.
  const lengthBytes = zipStream(
    entries.map((entry) => ({ ...entry, source: path })),
    { encryption: "none" },
  ).lengthBytes;
  return itemOf(sending, {
    sent,
    sizeBytes: lengthBytes ?? 0,
    facts: { name: "scanferry.zip", contentType: "application/zip" },
    open: (signal) => zipStream(fromArchive(archive, names, signal), { encryption: "none", signal }).stream,
  });
}

async function* fromArchive(
  archive: ArchiveFacts,
  names: ReadonlyMap<string | undefined, string>,
  signal: AbortSignal,
): AsyncGenerator<ZipEntryInput, void, undefined> {
  for await (const { entry, sizeBytes, mtime, isFile, body } of archiveEntries(archive, { signal })) {
    const name = isFile ? names.get(entry) : undefined;
    if (name !== undefined) yield { name, sizeBytes, mtime, source: body };
  }
}

/** 1.6 keeps the names of a zip as they are, and files under escaped names alone can be asked for by any name (wire/xnat.md, 9). */
function entriesOf({ ctx }: Sending, sent: readonly SentFile[]): { name: string; sizeBytes: number }[] {
  return sent.map(({ file: { name, sizeBytes } }) => ({
    name: storedName(name, ctx.version.line),
    sizeBytes,
  }));
}

function itemOf(sending: Sending, { sent, sizeBytes, facts, open }: Pack): UploadItem {
  const { target } = sending;
  const [first] = sent;
  const named = first?.file ?? { name: "" };
  const request = putRequest(sending);
  const replace = sent.some((one) => one.replace);
  let tries = 0;
  return {
    // Progress shows it under the name of its first file.
    id: fileId(target, named),
    target: fileTarget(target, named),
    sizeBytes,
    digests: [],
    open: ({ signal }) => open(signal),
    put: async ({ signal }) => {
      let overwrite = replace;
      if (tries++ > 0 && !replace) {
        const { isWhole, count } = await settledThere(sending, sent, signal);
        if (isWhole) return { unchanged: true };
        overwrite = count > 0;
      }
      return {
        write: async (body, { signal: own }) => {
          const named = await request(body, { ...facts, extract: true, overwrite }, own);
          const duplicates = new Set(named.flatMap((name) => [name, decodedPath(name)]));
          for (const one of sent)
            Object.assign(one, { duplicate: duplicates.has(one.file.name), again: tries > 1 });
        },
        finish: () => Promise.resolve({}),
      };
    },
  };
}
