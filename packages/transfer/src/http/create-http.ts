import { parseBaseUrl } from "./address.js";
import { apiCall } from "./api-call.js";
import { bytesRequest } from "./bytes-request.js";
import type { HttpContext } from "./http-context.js";
import type { Http, HttpOptions } from "./http.js";
import { openTransport, type Transport } from "./transport.js";

/**
 * Makes the HTTP client that all Scanferry clients are built on. Nothing is connected or loaded before the first request.
 *
 * @throws {@link ScanferryError} `input/invalid` for an address that is not http or https or holds a password
 * @example
 * ```ts
 * const http = createHttp({ baseUrl: "https://xnat.example.org", authorization: "Bearer …" });
 * const answer = await http.api("GET", "/data/projects", { query: { format: "json" } });
 * const file = await http.bytes("GET", "/data/big.zip");
 * for await (const chunk of file.body) console.log(chunk.length);
 * await http.close();
 * ```
 */
export function createHttp(options: HttpOptions): Http {
  let transport: Promise<Transport> | undefined;
  const context: HttpContext = {
    base: parseBaseUrl(options.baseUrl),
    options,
    network: options.network ?? {},
    transport: () => (transport ??= openTransport(context.network)),
  };
  return {
    baseUrl: context.base.href.replace(/\/+$/, ""),
    api: (method, path, call = {}) => apiCall(context, method, path, call),
    bytes: (method, path, call = {}) => bytesRequest(context, method, path, call),
    close: async () => {
      const open = transport;
      transport = undefined;
      await (await open)?.close();
    },
  };
}
