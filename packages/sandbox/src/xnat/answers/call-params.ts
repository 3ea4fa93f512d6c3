import type { XnatCall } from "./xnat-call.js";

/** What a POST says, in its address and in a form; both may name a key several times (`src`). */
export async function callParams(call: XnatCall): Promise<URLSearchParams> {
  const params = new URLSearchParams(call.query);
  const type = call.exchange.header("content-type") ?? "";
  if (type.startsWith("application/x-www-form-urlencoded"))
    for (const [name, value] of new URLSearchParams(await call.exchange.text())) params.append(name, value);
  return params;
}
