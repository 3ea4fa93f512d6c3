import { notJson } from "../errors/not-json.js";
import { ScanferryError } from "../errors/scanferry-error.js";
import type { ApiResponse } from "./http.js";

/** Reads a body as UTF-8 text, refusing more than `maxBytes`. */
export async function readText(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new ScanferryError("remote/failed", "The server's answer is longer than expected.", {
        hint: "Ask for less at once, or check that the address points to the right service.",
        details: { maxBytes },
      });
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Makes the answer that callers of `api()` get. */
export function apiResponse(status: number, headers: Headers, url: string, text: string): ApiResponse {
  return {
    status,
    headers,
    url,
    text,
    json(): unknown {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        throw notJson(text, { status });
      }
    },
  };
}
