import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { ScanferryError, throwIfAborted } from "@scanferry/transfer";
import { toDosTime } from "../container/dos-time.js";
import { type EntryLayout, layoutEntry } from "../container/entry-layout.js";
import { type WrittenEntry, dataDescriptor, localHeader } from "../container/headers.js";
import type { ZipEntryInput } from "../zip-entry-input.js";
import { deflated } from "./deflated.js";
import { checkEntryName } from "./entry-name.js";
import { openSource, sizeMismatch } from "./open-source.js";
import { sealAes } from "./seal-aes.js";
import { sealZipCrypto, zipCryptoSaltBytes } from "./seal-zipcrypto.js";
import { storedBlocks } from "./stored-blocks.js";
import { type ZipSettings, isStored } from "./zip-settings.js";

/** What passes through an entry: filled while its data are read. */
interface Tally {
  sizeBytes: number;
  crc32: number;
}

/** Writes one entry, header to descriptor, and returns what the central directory has to say about it. */
export async function* writeEntry(
  entry: ZipEntryInput,
  settings: ZipSettings,
  offset: number,
): AsyncGenerator<Buffer, WrittenEntry> {
  throwIfAborted(settings.signal);
  checkEntryName(entry.name);
  if (entry.name.endsWith("/")) return yield* writeDirectory(entry, settings, offset);
  const source = await openSource(entry);
  try {
    const layout = layoutEntry({
      name: entry.name,
      sizeBytes: source.sizeBytes,
      encryption: settings.encryption,
      store: isStored(entry, settings),
    });
    const mtime = entry.mtime ?? source.mtime ?? settings.mtime;
    const tally: Tally = { sizeBytes: 0, crc32: 0 };
    yield localHeader(layout, mtime, source.sizeBytes);
    let payloadBytes = 0;
    const counted = tallied(source.chunks, entry.name, source.sizeBytes, tally, settings);
    for await (const chunk of payload(counted, layout, source.sizeBytes, entry, mtime, settings)) {
      payloadBytes += chunk.length;
      yield chunk;
    }
    const written: WrittenEntry = { layout, mtime, ...tally, payloadBytes, offset };
    if (layout.descriptor) yield dataDescriptor(written);
    settings.onEvent?.({ type: "entry", name: entry.name, sizeBytes: tally.sizeBytes });
    return written;
  } finally {
    await source.close();
  }
}

async function* writeDirectory(
  entry: ZipEntryInput,
  settings: ZipSettings,
  offset: number,
): AsyncGenerator<Buffer, WrittenEntry> {
  const layout = layoutEntry({ name: entry.name, sizeBytes: 0, encryption: "none", store: true });
  const mtime = entry.mtime ?? settings.mtime;
  yield await Promise.resolve(localHeader(layout, mtime, 0));
  settings.onEvent?.({ type: "entry", name: entry.name, sizeBytes: 0 });
  return { layout, mtime, crc32: 0, sizeBytes: 0, payloadBytes: 0, offset };
}

/** Counts what the source gives and stops as soon as it is more, or at the end less, than was announced. */
async function* tallied(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  expectedBytes: number | undefined,
  tally: Tally,
  settings: ZipSettings,
): AsyncGenerator<Uint8Array> {
  const needsCrc = settings.encryption !== "aes-256";
  for await (const chunk of chunks) {
    throwIfAborted(settings.signal);
    tally.sizeBytes += chunk.length;
    if (expectedBytes !== undefined && tally.sizeBytes > expectedBytes) break;
    if (needsCrc) tally.crc32 = crc32(chunk, tally.crc32);
    yield chunk;
  }
  if (expectedBytes !== undefined && tally.sizeBytes !== expectedBytes) {
    throw sizeMismatch(name, expectedBytes, tally.sizeBytes);
  }
}

/** The data as they stand in the archive: compressed or not, then sealed or not. */
function payload(
  chunks: AsyncIterable<Uint8Array>,
  layout: EntryLayout,
  sizeBytes: number | undefined,
  entry: ZipEntryInput,
  mtime: Date,
  settings: ZipSettings,
): AsyncIterable<Buffer> {
  const { encryption, password } = settings;
  if (layout.storedBlocks) return storedBlocks(chunks, sizeBytes);
  if (encryption === "none") return deflated(chunks, settings.level || 6);
  const content = layout.method === 8 ? deflated(chunks, settings.level || 6) : chunks;
  if (encryption === "aes-256") return sealAes(content, password, saltOf(entry, 16));
  return sealZipCrypto(content, password, saltOf(entry, zipCryptoSaltBytes), toDosTime(mtime).time);
}

function saltOf(entry: ZipEntryInput, length: number): Uint8Array {
  const salt = entry.salt ?? randomBytes(length);
  if (salt.length !== length) {
    throw new ScanferryError(
      "input/invalid",
      `A salt has ${String(salt.length)} bytes instead of ${String(length)}.`,
      {
        hint: "AES-256 takes 16 bytes, ZipCrypto 12.",
        subject: entry.name,
      },
    );
  }
  return salt;
}
