import { ScanferryError } from "@scanferry/transfer";
import type { ZipEntryInput } from "../zip-entry-input.js";
import { type ZipEncryption, type ZipOptions, encryptionOf } from "../zip-options.js";
import { isAlreadyCompressed } from "./already-compressed.js";

/** The options of one archive, checked and with their defaults filled in. */
export interface ZipSettings {
  encryption: ZipEncryption;
  password: string;
  level: number;
  mtime: Date;
  signal: AbortSignal | undefined;
  onEvent: ZipOptions["onEvent"];
}

/**
 * Checks the options of an archive.
 *
 * @throws {@link ScanferryError} `input/invalid` without a password or with an impossible level
 */
export function zipSettings(options: ZipOptions): ZipSettings {
  const encryption = encryptionOf(options);
  if (encryption !== "none" && (options.password ?? "") === "") {
    throw new ScanferryError("input/invalid", "An encrypted archive needs a password.", {
      hint: "Draw one with drawPassphrase(), or choose encryption none.",
      details: { option: "password" },
    });
  }
  const level = options.level ?? 0;
  if (!Number.isInteger(level) || level < 0 || level > 9) {
    throw new ScanferryError("input/invalid", "The compression level is not a whole number from 0 to 9.", {
      hint: "0 stores, 6 is the usual level of other programs.",
      details: { option: "level", level },
    });
  }
  return {
    encryption,
    password: options.password ?? "",
    level,
    mtime: options.mtime ?? new Date(),
    signal: options.signal,
    onEvent: options.onEvent,
  };
}

/** Decides whether an entry is stored: what it says itself, else the level and the name's extension. */
export function isStored(entry: ZipEntryInput, settings: ZipSettings): boolean {
  return entry.store ?? (settings.level === 0 || isAlreadyCompressed(entry.name));
}
