import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";

/** More connections than this do not make a pull faster, and each of them takes an open file and a place at the server. */
const mostAtOnce = 64;

/** The options that all pulls understand alike. */
export interface PullSettings {
  dryRun: boolean;
  check: boolean;
  checksum: boolean;
  concurrency?: number;
  retries?: number;
}

/** Reads them. */
export function pullSettings({ options }: CallContext, command: string): PullSettings {
  // A pull always compares with the server; passed over in silence, the option would look as if it had been followed.
  if (options.off("resume")) {
    throw new ScanferryError("input/invalid", `${command} does not know --no-resume.`, {
      hint: "Each run asks the server about every file. --checksum reads the local files again too; a folder of its own (-o DIR) begins anew.",
    });
  }
  const concurrency = options.count("concurrency", 1, mostAtOnce);
  const retries = options.count("retries");
  return {
    dryRun: options.flag("dryRun"),
    check: options.flag("check"),
    checksum: options.flag("checksum"),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(retries === undefined ? {} : { retries }),
  };
}
