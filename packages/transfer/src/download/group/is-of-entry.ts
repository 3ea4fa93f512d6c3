import type { ScanferryError } from "../../errors/scanferry-error.js";

/** Whether an error concerns one entry of a stream alone: its bytes are wrong, or a web page. */
export function isOfEntry({ code }: ScanferryError): boolean {
  return code.startsWith("data/") || code === "auth/expired";
}
