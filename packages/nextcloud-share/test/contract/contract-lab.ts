import type { NextcloudClient } from "../../src/index.js";

/** What the parts of the contract work with. */
export interface ContractLab {
  /** The connected client; there once the tests run. */
  cloud(): NextcloudClient;
  /** The one folder below which everything is written. */
  readonly folder: string;
  /** Uploads a file into it and gives its path. */
  put(file: string, bytes: Buffer): Promise<string>;
}
