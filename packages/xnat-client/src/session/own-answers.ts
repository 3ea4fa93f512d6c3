import type { ApiResponse, BytesResponse, Http } from "@scanferry/transfer";
import { ScanferryError } from "@scanferry/transfer";
import { isPageType, pageError } from "../http/web-page.js";

/** Whether an address is of the server itself. */
export function isOwnOrigin({ baseUrl }: Pick<Http, "baseUrl">, address: string): boolean {
  return !URL.canParse(address, baseUrl) || new URL(address, baseUrl).origin === new URL(baseUrl).origin;
}

/**
 * Wraps a stack so that an answer of another server, to which a redirect led, is never taken for the XNAT's. No login goes there, but anybody's list would be
 * believed.
 */
export function ownAnswers(http: Http): Http {
  return {
    baseUrl: http.baseUrl,
    api: async (method, path, options) => {
      const answer = await http.api(method, path, options);
      if (!isOwnOrigin(http, answer.url)) throw foreign(answer);
      return answer;
    },
    bytes: async (method, path, options) => {
      const answer = await http.bytes(method, path, options);
      if (isOwnOrigin(http, answer.url)) return answer;
      await answer.dump();
      throw foreign(answer);
    },
    close: () => http.close(),
  };
}

/** The address may hold a token or a label, so its origin alone is named. */
function foreign({ status, headers, url }: ApiResponse | BytesResponse): ScanferryError {
  if (isPageType(headers)) return pageError("login", status);
  const { origin } = new URL(url);
  return new ScanferryError("remote/refused", "The XNAT leads to another server for this.", {
    hint: `It leads to ${origin}, whose answers are not taken for the XNAT's. If that is the XNAT, connect to the address at which its web page opens there.`,
    details: { status },
  });
}
