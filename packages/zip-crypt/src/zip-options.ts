/** How the content of entries is sealed. Names, sizes and times stay readable in every kind of zip. */
export type ZipEncryption = "aes-256" | "zipcrypto" | "none";

/** What happens while an archive is written or read. */
export type ZipEvent =
  | { type: "warning"; code: "zipcrypto-is-weak"; message: string }
  | { type: "entry"; name: string; sizeBytes: number }
  | { type: "progress"; bytes: number; totalBytes: number | undefined };

/** Options of `zipStream` and `createZip`. */
export interface ZipOptions {
  /** Needed unless `encryption` is `"none"`. It is encoded as UTF-8; ASCII avoids trouble with old programs. */
  password?: string;
  /** @default "aes-256" with a password, "none" without */
  encryption?: ZipEncryption;
  /**
   * 0 stores everything, so that the length is known beforehand; 1 to 9 deflates what is not compressed already.
   * @default 0
   */
  level?: number;
  /** Time of last change of entries that bring none. @default the time of the call */
  mtime?: Date;
  /** Stops the work between two chunks with `aborted`. */
  signal?: AbortSignal;
  onEvent?: (event: ZipEvent) => void;
}

/** Gives the kind of encryption that the options ask for. */
export function encryptionOf(options: Pick<ZipOptions, "encryption" | "password">): ZipEncryption {
  return options.encryption ?? (options.password === undefined ? "none" : "aes-256");
}
