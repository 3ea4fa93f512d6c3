import { open, rm } from "node:fs/promises";
import { multipart } from "../../server/multipart.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { noSpace } from "./no-space.js";

/** What an import brought: its parameters, and one file that lies on the disk until the import is done. */
export interface Upload {
  /** Of the query and of the form's fields. */
  readonly params: URLSearchParams;
  readonly file?: {
    readonly path: string;
    /** As the form names it, or derived from the content type: `upload.zip`. */
    readonly name: string;
    readonly type: string;
    readonly bytes: number;
  };
  /** Takes the file away; one whose bytes instances are read from stays. */
  readonly remove: () => Promise<void>;
  /** Says that instances are read from the file. */
  readonly keep: () => void;
}

/** Types that are taken as a raw body without `inbody=true`, and the file names that they stand for (read in 1.9's source). */
const RAW_TYPES: Readonly<Record<string, string>> = {
  "application/zip": "upload.zip",
  "application/x-zip-compressed": "upload.zip",
  "application/x-tar": "upload.tar",
  "application/x-gzip": "upload.tgz",
  "application/x-gtar": "upload.tgz",
  "application/dicom": "upload.dcm",
  "application/octet-stream": "upload",
};

/** Writes at least so much at once. */
const WRITE_BYTES = 1_048_576;

/**
 * Takes the body of an import; nothing of it stays in memory.
 *
 * @throws XnatError 400 unless there is exactly one file in it, 507 when the disk is full
 */
export async function receiveUpload(call: XnatCall): Promise<Upload> {
  const { exchange, query, xnat } = call;
  const params = new URLSearchParams(query);
  const type = (exchange.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const paths: string[] = [];
  const remove = async (): Promise<void> => {
    for (const path of paths.splice(0)) await rm(path, { force: true });
  };
  const { usedBytes, settings } = xnat;
  const room = settings.quotaBytes - usedBytes;
  if ((exchange.announcedBytes ?? 0) > room) throw noSpace();
  const store = async (
    body: AsyncIterable<Uint8Array>,
    name: string,
    of: string,
  ): Promise<Upload["file"]> => {
    const path = xnat.bodies.newPath();
    paths.push(path);
    return { path, name, type: of, bytes: await write(path, body, room) };
  };
  try {
    let file: Upload["file"];
    if (type.startsWith("multipart/")) {
      const boundary = /boundary="?([^";]+)"?/i.exec(exchange.header("content-type") ?? "")?.[1] ?? "";
      for await (const part of multipart(exchange.body(), boundary)) {
        if (part.fileName === undefined) params.append(part.name, await text(part.body));
        else if (file === undefined) file = await store(part.body, part.fileName, part.type);
        else throw new XnatError(400, "Importer is limited to one uploaded resource at a time.");
      }
    } else if (query.get("inbody") === "true" || type in RAW_TYPES)
      file = await store(exchange.body(), RAW_TYPES[type] ?? "upload", type);
    const keep = (): void => {
      paths.length = 0;
    };
    return { params, remove, keep, ...(file === undefined || file.bytes === 0 ? {} : { file }) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Writes what arrives to a file, much of it at once. */
async function write(path: string, body: AsyncIterable<Uint8Array>, room: number): Promise<number> {
  const file = await open(path, "wx", 0o600);
  let bytes = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const flush = async (): Promise<void> => {
    const pieces = waiting;
    waiting = [];
    waitingBytes = 0;
    if (pieces.length > 0) await file.writev(pieces);
  };
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > room) throw noSpace();
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= WRITE_BYTES) await flush();
    }
    await flush();
    return bytes;
  } finally {
    await file.close();
  }
}

async function text(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
