import { randomBytes } from "node:crypto";
import { zipStream } from "@scanferry/zip-crypt";
import type { UploadBody } from "../webdav/upload-types.js";
import { readSource } from "./read-source.js";
import type { ZipPlan } from "./zip-plan.js";

/** An encrypted zip that is made while it is sent, as often as it must be sent. */
export interface SealedZip {
  body: UploadBody;
  /** SHA-256 of each source file, known when the body was read to its end. */
  digests(): { name: string; sha256: string }[];
}

/** New random salts, one per entry, in Base64 as the journal keeps them. */
export function newSalts(plan: ZipPlan): string[] {
  const length = plan.encryption === "aes-256" ? 16 : 12;
  return plan.sources.map(() => randomBytes(length).toString("base64"));
}

/**
 * Prepares the zip of a participant: the same plan, salts and password give the same bytes, so that a request can be
 * repeated and an interrupted upload goes on. No plaintext is written anywhere, and no zip to the local disk.
 */
export function sealZip(
  plan: ZipPlan,
  seal: {
    password: string;
    salts: readonly string[];
    sha256?: readonly (string | undefined)[] | undefined;
    signal?: AbortSignal;
  },
): SealedZip {
  const digests = new Map<string, string>();
  const open = (): AsyncIterable<Uint8Array> => {
    const entries = plan.sources.map((source, index) => ({
      name: source.name,
      source: () =>
        readSource(source, {
          sha256: seal.sha256?.[index],
          signal: seal.signal,
          onDigest: (sha256) => digests.set(source.name, sha256),
        }),
      sizeBytes: source.sizeBytes,
      mtime: new Date(source.mtimeMs),
      store: true,
      salt: Buffer.from(seal.salts[index] ?? "", "base64"),
    }));
    const { stream } = zipStream(entries, {
      password: seal.password,
      encryption: plan.encryption,
      ...(seal.signal === undefined ? {} : { signal: seal.signal }),
    });
    return stream;
  };
  return {
    body: { lengthBytes: plan.zipBytes, open },
    digests: () => plan.sources.map(({ name }) => ({ name, sha256: digests.get(name) ?? "" })),
  };
}
