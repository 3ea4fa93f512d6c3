import { basename } from "node:path";

import { throwIfAborted } from "../errors/aborted.js";
import type { TransferResult } from "../events/transfer-result.js";
import { tryItem } from "../moving/try-item.js";
import { defaultChecks } from "../verify/default-checks.js";
import { closeBody } from "./close-body.js";
import type { DownloadContext, Place } from "./download-context.js";
import type { PresentFile } from "./local-file.js";
import { LocalTwin } from "./local-twin.js";
import type { FileItem, Opened } from "./transfer-item.js";

type Result = (
  status: TransferResult["status"],
  bytes: number,
  known?: { sha256?: string; etag?: string },
) => TransferResult;

/** Asks the server whether a local file is still right, and writes nothing. */
export async function checkFile(
  context: DownloadContext,
  item: FileItem,
  place: Place,
  local: PresentFile,
  signal: AbortSignal,
  result: Result,
): Promise<TransferResult> {
  const { options, renewal, emit } = context;
  const { etag: knownEtag, lastModified: knownLastModified } = local.known ?? {};
  // Where no validator can be asked with, the bytes decide, or a right file would be called outdated (its download says `unchanged`).
  const unnamed = knownEtag === undefined && knownLastModified === undefined;
  const compare = item.compare === true || unnamed;
  // What differs for sure is not asked for by its date: the server's version may be the older one.
  if (local.differs && item.compare !== true) return result("planned", item.sizeBytes ?? 0);
  return tryItem(
    item.id,
    async () => {
      throwIfAborted(signal);
      const opened = await item.open({
        fromByte: 0,
        signal,
        ...(compare || knownEtag === undefined ? {} : { knownEtag }),
        ...(compare || knownLastModified === undefined ? {} : { knownLastModified }),
      });
      if (opened.status === "unchanged") return result("unchanged", local.bytes, local.known);
      const resized = opened.sizeBytes !== undefined && opened.sizeBytes !== local.bytes;
      if (!compare || (resized && item.compare !== true)) await closeBody(opened.body);
      else if (await isSame(context, item, place, opened))
        return result("unchanged", local.bytes, local.known);
      return result("planned", opened.sizeBytes ?? item.sizeBytes ?? 0);
    },
    { options, signal, renewal, emit },
  );
}

/** Compares a body with the local file; the body is checked as a download's is, so that a login page is not taken for a new version. */
async function isSame(
  context: DownloadContext,
  item: FileItem,
  place: Place,
  opened: Exclude<Opened, { status: "unchanged" }>,
): Promise<boolean> {
  const { md5, sha256 } = { ...item.expect, ...opened.expect };
  const about = { name: basename(place.relative), hasDigest: md5 !== undefined || sha256 !== undefined };
  const checks = (item.checks ?? context.options.checks ?? defaultChecks)
    .map((check) => check.start(about))
    .filter((check) => check !== undefined);
  const twin = await LocalTwin.open(place.absolute);
  try {
    for await (const chunk of opened.body) {
      for (const check of checks) await check.write(chunk);
      await twin?.write(chunk);
    }
    for (const check of checks) await check.end();
    return (await twin?.same()) === true;
  } finally {
    for (const check of checks) check.abort?.();
    await twin?.close();
  }
}
