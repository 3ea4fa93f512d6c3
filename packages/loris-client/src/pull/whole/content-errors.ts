import { ScanferryError } from "@scanferry/transfer";

/** The error of a file that is not what its name says. */
export function wrongContent(): ScanferryError {
  return new ScanferryError("data/corrupt", "The file is not what its ending says.", {
    hint: "It may be an error message of the server, or damaged there. Open it in the web page to see.",
    retryable: true,
  });
}

/** The error of a file that ends before the place that its own header names. */
export function cutContent(): ScanferryError {
  return new ScanferryError("data/corrupt", "The file ends before the place that its own header names.", {
    hint: "Run the same command again. If it goes on, the file is cut on the server.",
    retryable: true,
  });
}
