import type { OnTransferEvent } from "@scanferry/transfer";
import type { NextcloudClient } from "../client/nextcloud-client.js";
import type { Expiry } from "../expiry/last-usable-day.js";

/** One file that goes into a participant's zip. */
export interface ShareFile {
  /** Name inside the zip, with `/`. */
  name: string;
  /** Where it lies on this machine. */
  path: string;
  /** Taken from the disk when it is left out. */
  sizeBytes?: number | undefined;
  /** Taken from the disk when it is left out. */
  mtime?: Date | undefined;
}

/** One participant (or any other thing to be shared) with the files for the zip. */
export interface ShareParticipant {
  /** The folder's name as it stands: `subject` in the list, and the name of the zip. */
  label: string;
  files: readonly ShareFile[];
  /** Why this participant cannot be shared: no image, an empty one, content that is not on this disk. */
  problem?: { code: string; message: string; hint?: string | undefined } | undefined;
}

/** How zips and links are made. */
export interface ShareOptions extends Expiry {
  cloud: NextcloudClient;
  /** The share list, `.xlsx` or `.csv`; its journal lies in `.scanferry/` beside it. @default "share-list.xlsx" */
  list?: string;
  /** Folder on the server, made if it is missing. @default "MRI-share" */
  remote?: string;
  /** @default "aes-256" */
  encryption?: "aes-256" | "zipcrypto";
  /** Words in each password; more are drawn where they give less than 64 bits. @default as many as 64 bits need */
  words?: number;
  /** Language of the words. @default "en" */
  lang?: "en" | "de";
  /** Files that go into every zip: a viewer, a letter. */
  add?: readonly string[];
  /**
   * Password of the link: none, one of its own, or the zip's (which hands the zip's password to the server that holds
   * the zip). @default "none" where the server allows that, "separate" where it enforces a password
   */
  linkPassword?: "none" | "separate" | "same";
  /** File that holds the passwords instead of the list. */
  splitPasswords?: string;
  /** Download each link as its recipient would, open the zip with the listed password, and compare. @default true */
  selfTest?: boolean;
  /** Only say what would be done. @default false */
  dryRun?: boolean;
  /** How many participants are worked on at once. @default 3 */
  concurrency?: number;
  /** The folder from which the images come: list, journal and temporary files must lie outside. */
  datasetRoot?: string;
  /** Label of the links, shown to the account's owner. */
  label?: string;
  /** Note to the recipient, shown beside the download. */
  note?: string;
  /** Zips larger than this travel in chunks and are resumed after an interruption. @default 104857600 */
  chunkThresholdBytes?: number;
  /** Size of a chunk. @default the server's choice */
  chunkBytes?: number;
  /** How often a failed request is repeated. @default 4 */
  retries?: number;
  /**
   * Begin a new list although the journal knows rows of one that is gone. Their links are revoked and made anew.
   * @default false
   */
  restartList?: boolean;
  /**
   * Remove files of the same name that this list does not know of; their links end. Without it they are `remote/exists`:
   * they may belong to another list. Files that this list shared are replaced in any case when their row was deleted.
   * @default false
   */
  replace?: boolean;
  /** The present moment in milliseconds. @default Date.now */
  now?: () => number;
  signal?: AbortSignal;
  onEvent?: OnTransferEvent;
}
