import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { ScanferryError, fsError, retry, type RetryOptions } from "@scanferry/transfer";
import { readZipEntries } from "@scanferry/zip-crypt";
import type { NextcloudClient } from "../client/nextcloud-client.js";

/** What a recipient has in hand, and what should come out. */
export interface SelfTest {
  url: string;
  linkPassword: string;
  password: string;
  sizeBytes: number | undefined;
  /** Digest of the zip. */
  sha256: string;
  /** Digests of the source files; without them the zip's own checks must do. */
  entries?: readonly { name: string; sha256: string }[] | undefined;
  /** Folder for the downloaded zip, which stays encrypted and is removed at the end. */
  tempFolder: string;
  /** @default {@link selfTestPrefix} */
  prefix?: string;
  /** How often the download is tried again after a fault that passes, and who is told. */
  retry?: Pick<RetryOptions, "retries" | "onRetry">;
  signal?: AbortSignal | undefined;
}

/** Temporary files of self-tests; those of a killed run are removed by the next one. */
export const selfTestPrefix = "self-test-";

/** The same for jobs that take no lock: somebody may be reading them. */
export const verifyPrefix = "verify-";

function wrong(message: string): ScanferryError {
  return new ScanferryError("data/checksum-mismatch", message, {
    hint: "Delete the row in the list and run the same command again: the link is revoked and the file shared anew.",
  });
}

/** Downloads to a file of our own, which each try begins anew, and gives size and digest. */
async function fetchZip(
  cloud: NextcloudClient,
  test: SelfTest,
  path: string,
): Promise<{ sizeBytes: number; sha256: string }> {
  const download = await cloud.downloadPublic(test.url, {
    password: test.linkPassword === "" ? undefined : test.linkPassword,
    signal: test.signal,
  });
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const file = await open(path, "w", 0o600).catch(async (error: unknown) => {
    await download.dump().catch(() => undefined);
    throw fsError(error, path);
  });
  try {
    for await (const chunk of download.body) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await file.writeFile(chunk).catch((error: unknown) => {
        throw fsError(error, path);
      });
    }
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

/**
 * Does what the recipient will do: downloads through the link without an account, opens the zip with the listed password
 * and reads it to its end. The zip and each file in it are compared with what was sent.
 *
 * @throws {@link ScanferryError} `data/*`, `auth/rejected`, `remote/not-found`, `net/*`
 */
export async function testAsRecipient(cloud: NextcloudClient, test: SelfTest): Promise<void> {
  await mkdir(test.tempFolder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw fsError(error, test.tempFolder);
  });
  const path = join(test.tempFolder, `${test.prefix ?? selfTestPrefix}${randomBytes(8).toString("hex")}.zip`);
  try {
    const found = await retry(() => fetchZip(cloud, test, path), {
      ...test.retry,
      ...(test.signal === undefined ? {} : { signal: test.signal }),
    });
    if (test.sizeBytes !== undefined && found.sizeBytes !== test.sizeBytes) {
      throw new ScanferryError(
        "data/size-mismatch",
        "The link gives another number of bytes than the list says.",
        {
          hint: "Delete the row in the list and run the same command again.",
          details: { expectedBytes: test.sizeBytes, actualBytes: found.sizeBytes },
        },
      );
    }
    if (test.sha256 !== "" && found.sha256 !== test.sha256)
      throw wrong("The link gives another file than the list says.");
    const expected =
      test.entries === undefined ? undefined : new Map(test.entries.map((e) => [e.name, e.sha256]));
    let matching = 0;
    const archive = readZipEntries(path, {
      password: test.password,
      ...(test.signal === undefined ? {} : { signal: test.signal }),
    });
    for await (const entry of archive) {
      const hash = createHash("sha256");
      for await (const chunk of entry.stream()) hash.update(chunk);
      if (expected?.get(entry.name) === hash.digest("hex")) matching += 1;
    }
    if (expected !== undefined && matching !== expected.size)
      throw wrong("The zip behind the link holds other files than were sent.");
  } finally {
    await rm(path, { force: true });
  }
}
