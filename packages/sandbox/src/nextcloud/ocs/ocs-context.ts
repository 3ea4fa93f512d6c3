import type { Exchange } from "../../server/exchange.js";
import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";

/** One OCS request of a user who is logged in. */
export interface OcsContext {
  readonly cloud: Cloud;
  readonly exchange: Exchange;
  readonly account: Account;
  /** The app password used, if it was one. */
  readonly appPassword: string | undefined;
  /** Decoded segments behind `/ocs/v2.php/`. */
  readonly names: readonly string[];
  /** Query and body parameters together, as PHP hands them over. */
  readonly params: ReadonlyMap<string, string>;
}

/** Form, JSON and query parameters of a request; booleans and numbers of JSON become their text. */
export async function readParams(exchange: Exchange): Promise<Map<string, string>> {
  const params = new Map<string, string>(exchange.query);
  const text = await exchange.text();
  if (text === "") return params;
  if ((exchange.header("content-type") ?? "").includes("json")) {
    const parsed: unknown = parseJson(text);
    if (typeof parsed === "object" && parsed !== null)
      for (const [key, value] of Object.entries(parsed))
        if (value !== null && value !== undefined)
          params.set(key, typeof value === "object" ? JSON.stringify(value) : String(value));
    return params;
  }
  for (const [key, value] of new URLSearchParams(text)) params.set(key, value);
  return params;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
