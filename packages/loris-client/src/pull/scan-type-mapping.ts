/** Where images of one scan type go, or why they are left out. */
export type ScanTypeRule =
  | {
      /** Datatype and suffix, e.g. `anat/T1w`. */
      bids: string;
      /** Entities besides sub, ses and run, e.g. `{ task: "rest" }`. */
      entities?: Readonly<Record<string, string>>;
    }
  | { skip: string };

/** How the scan types of a server become BIDS names; keys are scan types as the server writes them. */
export type ScanTypeMapping = Readonly<Record<string, ScanTypeRule>>;
