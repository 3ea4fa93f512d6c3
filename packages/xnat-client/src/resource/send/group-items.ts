import { PathClaims, type UploadItem } from "@scanferry/transfer";
import { archiveItem, packItem } from "./pack-item.js";
import { fileItem } from "./file-item.js";
import type { Sending, SentFile } from "./sending.js";

/** Below this, a request of its own costs more than the file. */
const smallBytes = 8 * 1024 * 1024;
/** So many small files are packed without being asked to. */
const worthPacking = 8;
/** What one pack holds at most: so much is sent again when its connection breaks. */
const packFiles = 500;
const packBytes = 64 * 1024 * 1024;

/** A request, and the files that it carries. */
export interface GroupedItem {
  readonly item: UploadItem;
  readonly sent: readonly SentFile[];
}

/** Divides files into requests: those of an archive go together, small ones as zips that the server unpacks, others by themselves. */
export function* groupItems(sending: Sending, all: readonly SentFile[]): Generator<GroupedItem> {
  const { options, archives } = sending;
  const alone = all.filter(({ file }) => file.entry === undefined);
  for (const archive of archives.values()) {
    const sent = all.filter(({ file }) => file.entry !== undefined && file.path === archive.path);
    if (sent.length > 0) yield { item: archiveItem(sending, archive, sent), sent };
  }
  const small = options.pack === false ? [] : alone.filter(({ file }) => file.sizeBytes < smallBytes);
  const isPacked = options.pack === true || small.length >= worthPacking;
  const packed = new Set(isPacked ? small : []);
  for (const sent of packsOf(packed)) {
    yield sent.length === 1 && sent[0] !== undefined
      ? { item: fileItem(sending, sent[0]), sent }
      : { item: packItem(sending, sent), sent };
  }
  for (const one of alone) if (!packed.has(one)) yield { item: fileItem(sending, one), sent: [one] };
}

function* packsOf(small: Iterable<SentFile>): Generator<SentFile[]> {
  let pack: SentFile[] = [];
  let bytes = 0;
  let claims = new PathClaims();
  for (const one of small) {
    const { name, sizeBytes } = one.file;
    // Names that differ in capitals alone are two files to XNAT, and cannot stand in one of our zips.
    if (pack.length === packFiles || bytes + sizeBytes > packBytes || !isFree(claims, name)) {
      if (pack.length > 0) yield pack;
      [pack, bytes, claims] = [[], 0, new PathClaims()];
      isFree(claims, name);
    }
    pack.push(one);
    bytes += sizeBytes;
  }
  if (pack.length > 0) yield pack;
}

function isFree(claims: PathClaims, name: string): boolean {
  try {
    claims.claim(name);
    return true;
  } catch {
    return false;
  }
}
