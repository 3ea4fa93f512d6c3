import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { joined } from "../../bytes/joined.js";
import type { Answer, HeaderPair } from "../../server/answer.js";
import type { XnatResource } from "../archive/archive-types.js";
import { restletAnswer } from "../answers/restlet-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { headerText } from "../files/file-answer.js";
import type { XnatFile } from "../files/xnat-file.js";
import type { ArchiveEntry } from "./archive-entry.js";
import { archiveName, EntryNames } from "./entry-names.js";
import { tarStream } from "./tar-stream.js";
import { storedZipBytes, zipStream } from "./zip-stream.js";

/** Media types of the archive formats (measured on 1.6.4: tar.gz is x-gtar). */
const TYPES = { zip: "application/zip", tar: "application/x-tar", "tar.gz": "application/x-gtar" } as const;

/** A format of archives. */
export type ArchiveFormat = keyof typeof TYPES;

/** Which archive a `format=` asks for, if any. */
export function archiveFormat(format: string): ArchiveFormat | undefined {
  if (format === "tgz" || format === "application/x-gtar") return "tar.gz";
  if (format === "application/x-tar") return "tar";
  return format in TYPES ? (format as ArchiveFormat) : undefined;
}

/**
 * The files of some resources as one archive, made while it is sent: without a length, a Range or an ETag unless it is small.
 *
 * @param label - name where there is no resource: the session's, or `null` for an unknown scan (recorded: 108, 109)
 * @throws XnatError 404 when there is nothing in it, 500 for a Range (measured on 1.6.4)
 */
export async function archiveAnswer(
  call: XnatCall,
  format: ArchiveFormat,
  what: {
    readonly resources: readonly XnatResource[];
    readonly label: string;
    readonly wanted: (file: XnatFile) => boolean;
  },
): Promise<Answer> {
  const { settings } = call.xnat;
  const named = archiveName(what.resources, what.label);
  const disposition: HeaderPair = [
    "Content-Disposition",
    `attachment; filename="${headerText(named)}.${format}";`,
  ];
  if (!settings.zip.works) throw new XnatError(500, "Unable to build the archive.");
  if (call.exchange.header("range") !== undefined) throw new XnatError(500);
  const entries = (): Iterable<ArchiveEntry> => entriesOf(call, what.resources, what.wanted);
  if (isEmpty(entries())) {
    if (call.query.get("accept-not-found") === "true")
      return restletAnswer({ status: 204, negotiated: true });
    throw new XnatError(404, undefined, { headers: [disposition], negotiated: true });
  }
  const compression = Number(call.query.get("compression") ?? settings.zip.method);
  const method = compression === 0 ? 0 : 8;
  const bytes = untilGone(format === "zip" ? zipStream(entries(), method) : tarStream(entries()));
  const stream = format === "tar.gz" ? gzipped(bytes) : joined(bytes);
  const head = { type: TYPES[format], headers: [disposition], negotiated: true };
  if (call.method === "HEAD") return restletAnswer({ ...head, body: noBytes() });
  const begun = await smallOrStream(stream, settings.zip.chunkedFromBytes);
  if (begun instanceof Uint8Array) return restletAnswer({ ...head, body: begun });
  return {
    ...restletAnswer({ ...head, body: begun }),
    ...(format === "zip" && method === 0 ? { totalBytes: () => storedZipBytes(entries()) } : {}),
  };
}

/** A file is gone while its archive is being made. */
class FileGoneError extends Error {}

function gone(): never {
  throw new FileGoneError();
}

/** Ends where a file is gone, as if that were the whole. */
async function* untilGone(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    if (!(error instanceof FileGoneError)) throw error;
  }
}

function* entriesOf(
  call: XnatCall,
  resources: readonly XnatResource[],
  wanted: (file: XnatFile) => boolean,
): Generator<ArchiveEntry> {
  const names = new EntryNames(call.xnat.archive, resources, {
    structure: call.query.get("structure") ?? "",
    withProject: call.query.get("projectIncludedInPath") === "true",
    withSubject: call.query.get("subjectIncludedInPath") === "true",
  });
  for (const resource of resources)
    for (const file of call.xnat.files.list(resource)) {
      if (!wanted(file)) continue;
      // What is not on the disk is left out without a word.
      if (file.missing && call.xnat.settings.zip.missing === "omit") continue;
      const { mtimeMs, bytes } = file;
      const body = file.missing ? gone : file.body;
      yield { name: names.nameOf(resource, file.path), mtimeMs, bytes, body };
    }
}

function isEmpty(entries: Iterable<ArchiveEntry>): boolean {
  for (const _ of entries) return false;
  return true;
}

/** The whole when it stays below a size, else the stream from its beginning. */
async function smallOrStream(
  stream: AsyncGenerator<Uint8Array>,
  below: number,
): Promise<Uint8Array | AsyncGenerator<Uint8Array>> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return Buffer.concat(held);
    held.push(next.value);
    bytes += next.value.length;
    if (bytes >= below) return continued(held, stream);
  }
}

async function* continued(
  held: readonly Uint8Array[],
  stream: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* held;
  yield* stream;
}

async function* gzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* Readable.from(bytes, { objectMode: false }).pipe(
    createGzip({ level: 1 }),
  ) as AsyncIterable<Uint8Array>;
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
