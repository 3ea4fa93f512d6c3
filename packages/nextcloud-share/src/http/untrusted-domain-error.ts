import { ScanferryError, looksLikeHtml } from "@scanferry/transfer";

/**
 * Recognizes "access through untrusted domain": JSON with code 15 at `status.php`, a web page elsewhere, both with
 * status 400 (Nextcloud 27 and 32).
 */
export function untrustedDomainError(status: number, text: string): ScanferryError | undefined {
  if (status !== 400) return undefined;
  const told = /trusted domain error|untrusted domain|trusted_domains/i.test(text);
  if (!told && !looksLikeHtml(text)) return undefined;
  return new ScanferryError(
    "remote/refused",
    "This Nextcloud does not accept the host name in the address.",
    {
      hint: "Use the address that people use in the browser, or ask the administrator to add this one to trusted_domains.",
      details: { status },
    },
  );
}
