import type { XnatProjectOptions } from "../archive-options.js";

/** What the archive holds unless told otherwise; one label begins with zeros, as record numbers do. */
export const DEFAULT_PROJECTS: readonly XnatProjectOptions[] = [
  {
    id: "SANDBOX",
    name: "Sandbox",
    description: "Made-up scans to try things on",
    subjects: ["S1", "002", "S3"],
  },
];
