import { createSecureContext, type SecureContext } from "node:tls";
import { ScanferryError } from "@scanferry/transfer";
import type { DicomTls } from "../dicom-peer.js";

/**
 * Makes ready what the encryption needs.
 *
 * @throws {@link ScanferryError} `input/invalid` for a certificate or key that cannot be read, and for a wrong passphrase
 */
export function tlsContext({ ca, cert, key, passphrase }: DicomTls): SecureContext {
  try {
    return createSecureContext({
      ...(ca === undefined ? {} : { ca: typeof ca === "string" ? ca : [...ca] }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
  } catch (error) {
    throw new ScanferryError("input/invalid", "A certificate, its key or its passphrase cannot be used.", {
      hint: "They are PEM texts; an encrypted key needs its passphrase, and the key must be that of the certificate.",
      cause: error,
    });
  }
}
