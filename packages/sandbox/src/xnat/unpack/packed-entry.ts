import type { XnatBody } from "../files/xnat-body.js";

/** A file of an archive that lies on the disk. */
export interface PackedEntry {
  /** As it stands in the archive, `/` between folders. */
  readonly name: string;
  readonly bytes: number;
  /** The bytes: at hand for a small one, in chunks for a big one. Good until the next entry is asked for: its memory is used again. */
  readonly content: Buffer | AsyncIterable<Uint8Array>;
  /** The bytes as they can be read later on, as long as the archive stays; a small entry has it. */
  readonly body?: XnatBody;
}

/** What the server's Java says of an archive that it cannot read. */
export class UnreadableArchive extends Error {}

/** Entries up to this size are held whole. */
export const HELD_ENTRY_BYTES = 16_777_216;
