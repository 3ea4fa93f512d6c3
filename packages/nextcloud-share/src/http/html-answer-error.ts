import { ScanferryError } from "@scanferry/transfer";

/** The error for a web page where an API answer was due. */
export function htmlAnswerError(status: number): ScanferryError {
  return new ScanferryError(
    "remote/failed",
    `A web page came back where Nextcloud's interface was asked (status ${status}).`,
    {
      hint: "A login portal, a proxy or a wrong address answers in place of Nextcloud. Open the address in a browser, and give the address of the Nextcloud itself (with its subfolder, if it has one).",
      retryable: false,
      details: { status },
    },
  );
}
