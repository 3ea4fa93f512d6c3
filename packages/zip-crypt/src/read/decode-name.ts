import { decodeCp437 } from "./cp437.js";

/** Names without the UTF-8 flag are code page 437 by the book; valid UTF-8 there comes from careless writers. */
export function decodeName(raw: Buffer, isUtf8: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    return isUtf8 ? raw.toString("utf8") : decodeCp437(raw);
  }
}
