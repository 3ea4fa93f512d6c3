import { zipCryptoWarning } from "@scanferry/zip-crypt";
import { drawSecrets } from "./share-secrets.js";
import type { ShareJob } from "./share-job.js";

/**
 * Asks the server whether it will take links of this kind, before a byte is zipped, and warns of what the person should
 * know. Sizes and names are checked participant by participant: their number may be unknown here.
 *
 * @throws {@link ScanferryError} `remote/refused`, `input/invalid`, naming what is allowed
 */
export async function checkShare(job: ShareJob): Promise<void> {
  // A password is drawn for the question alone; the real ones are drawn alike.
  const { linkPassword } = drawSecrets(job);
  const report = await job.cloud.assertPreflight(
    {
      folder: job.remote,
      expire: job.expire,
      linkPasswords: linkPassword === undefined ? "none" : [linkPassword],
    },
    { ...(job.options.signal === undefined ? {} : { signal: job.options.signal }) },
  );
  for (const { severity, message, hint } of report.findings) {
    if (severity !== "error") job.emit({ type: "warning", message, hint });
  }
  if (job.linkPassword === "same") {
    job.emit({
      type: "warning",
      message: "The link asks for the zip's password, so the server that holds the zip learns it too.",
      hint: "Use --link-password separate, or none: the zip is sealed by itself.",
    });
  }
  if (job.encryption === "zipcrypto") job.emit({ type: "warning", message: zipCryptoWarning });
}

/**
 * Asks about all that a plan adds up to.
 *
 * @throws {@link ScanferryError} `remote/quota`
 */
export async function checkTotals(
  job: ShareJob,
  totals: { newShares: number; totalBytes: number },
): Promise<void> {
  if (totals.newShares === 0) return;
  const { signal } = job.options;
  const report = await job.cloud.assertPreflight(
    { folder: job.remote, ...totals },
    { ...(signal === undefined ? {} : { signal }) },
  );
  for (const { code, message, hint } of report.findings) {
    if (code === "waiting-time") job.emit({ type: "warning", message, hint });
  }
}
