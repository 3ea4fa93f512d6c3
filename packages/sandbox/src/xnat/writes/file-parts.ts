import { multipart } from "../../server/multipart.js";
import type { XnatCall } from "../answers/xnat-call.js";

/** The bytes of the one file of a form. */
export async function* fileParts(call: XnatCall): AsyncGenerator<Uint8Array> {
  const type = call.exchange.header("content-type") ?? "";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1] ?? "";
  for await (const part of multipart(call.exchange.body(), boundary)) {
    if (part.fileName === undefined) {
      for await (const chunk of part.body) if (chunk.length < 0) return;
    } else yield* part.body;
  }
}
