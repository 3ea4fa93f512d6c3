/** What a check may look at before the first byte. */
export interface ContentContext {
  /** The name of the file, without folders. */
  name: string;
  /** Whether the server gave a digest, so that costly checks of the content are not needed. */
  hasDigest: boolean;
}

/** One running check of one file's bytes. */
export interface RunningCheck {
  /**
   * Whether nothing of a chunk is used any more once `write` has ended. Its memory then serves for the next bytes, which makes
   * large files faster; a check that hands chunks on (to a decompressor) must leave it out. @default false
   */
  keepsNothing?: boolean;
  /** Takes the next bytes, in order from the first one. */
  write(chunk: Uint8Array): void | Promise<void>;
  /** Gives the verdict; throws a ScanferryError (`data/corrupt`, `auth/expired`) when the content is not what it should be. */
  end(): void | Promise<void>;
  /** Frees what the check holds when the file is given up. */
  abort?(): void;
}

/**
 * A check of a file's content while it passes by, for servers that give no digest.
 *
 * @example
 * ```ts
 * const notEmpty: ContentCheck = {
 *   name: "not-empty",
 *   start: () => {
 *     let bytes = 0;
 *     return {
 *       write: (chunk) => {
 *         bytes += chunk.length;
 *       },
 *       end: () => {
 *         if (bytes === 0) throw new ScanferryError("data/corrupt", "The file is empty.");
 *       },
 *     };
 *   },
 * };
 * ```
 */
export interface ContentCheck {
  name: string;
  /** Begins a check, or gives nothing where it does not apply to this file. */
  start(context: ContentContext): RunningCheck | undefined;
}
