import { ScanferryError, isScanferryError } from "@scanferry/transfer";

/** After so many refusals in a row, a server is believed to send no zips. */
const enough = 3;

/** Whether this server sends zips. One that refuses each of them is not asked for hundreds more, each with its waits. */
export class ZipHealth {
  #refusals = 0;

  /** @throws {@link ScanferryError} `remote/refused` for a server that sends none */
  check(): void {
    if (this.#refusals < enough) return;
    throw new ScanferryError("remote/refused", "This server has sent none of the zips that were asked for.", {
      hint: "The files are fetched one by one.",
    });
  }

  /** Notes that a zip has begun to come. */
  worked(): void {
    this.#refusals = -Infinity;
  }

  /** Notes why none came; what may be the fault of the line or of one resource does not count. */
  refused(error: unknown): void {
    if (isScanferryError(error, "remote/failed") || isScanferryError(error, "remote/refused"))
      this.#refusals++;
  }
}
