import type { ListedFile } from "../group-item.js";

/** A listed file that is to be brought, as plain data. Its target is checked and claimed. */
export interface WantedFile extends ListedFile {
  /** Its number in its store. */
  row: number;
  /** The length of the file that stands at its place. */
  localBytes?: number;
  /** Whether only the server can tell whether the local file is still right: it is asked for singly, with its validator. */
  ask?: true;
  /** Whether an earlier try left a part of it that can be continued: the stream would begin it anew. */
  begun?: true;
  /** Whether it stands under an earlier name too. */
  renamed?: true;
}

/** How a wanted file stands. */
export const fileState = {
  /** To be brought, by stream or singly. */
  pending: 0,
  /** Its bytes are here and on their way to the disk. */
  taken: 1,
  /** To be fetched singly: the stream has it wrong, or nobody knows which of its entries it is. */
  aside: 2,
  /** There is a result. */
  settled: 3,
  /** To be asked for singly, for want of a listed length; the stream would tell as well. */
  asked: 4,
} as const;

export type FileState = (typeof fileState)[keyof typeof fileState];
