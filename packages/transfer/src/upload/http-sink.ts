import { errorFromStatus } from "../errors/from-status.js";
import type { ScanferryError } from "../errors/scanferry-error.js";
import type { Http } from "../http/http.js";
import type { UploadReceipt, UploadSink } from "./upload-item.js";

/** Options of {@link httpSink}. */
export interface HttpSinkOptions {
  /** @default "PUT" */
  method?: string;
  headers?: Readonly<Record<string, string>>;
  /** Gives a client's own error for an answer, before the common table is asked. */
  mapStatus?: (status: number, headers: Headers, text: string) => ScanferryError | undefined;
  /** Reads what the server has out of the answer, or asks it. @default the ETag alone */
  receipt?: (answer: {
    status: number;
    headers: Headers;
    text: string;
  }) => UploadReceipt | Promise<UploadReceipt>;
  stallMs?: number;
  /** How long the server may work on it once it has everything. */
  answerMs?: number;
}

/**
 * Makes the sink of an upload that is one request with the file as its body.
 *
 * @example
 * ```ts
 * const item = { id: "a", target: "/a.zip", sizeBytes, open: () => createReadStream("a.zip"), put: async () => httpSink(http, "/a.zip") };
 * ```
 */
export function httpSink(http: Http, path: string | URL, options: HttpSinkOptions = {}): UploadSink {
  let receipt: UploadReceipt = {};
  return {
    async write(body, { signal }) {
      const answer = await http.bytes(options.method ?? "PUT", path, {
        body,
        signal,
        ...(options.headers === undefined ? {} : { headers: options.headers }),
        ...(options.stallMs === undefined ? {} : { stallMs: options.stallMs }),
        ...(options.answerMs === undefined ? {} : { answerMs: options.answerMs }),
      });
      const text = await answer.text();
      const { status, headers } = answer;
      const special = options.mapStatus?.(status, headers, text);
      if (special !== undefined) throw special;
      if (status < 200 || status > 299) throw errorFromStatus(status, headers, text);
      const etag = headers.get("etag");
      receipt = (await options.receipt?.({ status, headers, text })) ?? (etag === null ? {} : { etag });
    },
    finish: () => Promise.resolve(receipt),
  };
}
