/** Which of the two ways of an XNAT: those that have `/xapi` (1.7 and later), and those before. */
export type VersionLine = "1.6" | "1.7+";

/** The version of an XNAT. */
export interface XnatVersion {
  /** @example "1.8.10"; "1.6 or older" where the server does not say it */
  readonly text: string;
  readonly line: VersionLine;
}
