import type { Segments, XnatCall } from "../answers/xnat-call.js";

/** Under which path a file is stored: 1.6 keeps the escapes of the URL (recorded), later ones decode them (read in 1.9's source). */
export function storedPath(call: XnatCall, tail: Segments): string {
  return (call.legacy ? tail.raw : tail.names).join("/");
}
