import { isScanferryError, toScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { configuredKinds, type SpokenKind } from "../config/configured-kinds.js";
import { checkLoris } from "./check-loris.js";
import { checkNextcloud } from "./check-nextcloud.js";
import type { Check } from "./check.js";

const checks: Readonly<
  Record<SpokenKind, { id: string; check: (call: CallContext) => AsyncGenerator<Check> }>
> = {
  nextcloud: { id: "login", check: checkNextcloud },
  loris: { id: "loris-login", check: checkLoris },
};

/** Checks the servers that are configured. */
export async function* checkServer(call: CallContext): AsyncGenerator<Check> {
  for (const kind of await configuredKinds(call)) {
    const { id, check } = checks[kind];
    try {
      yield* check({ ...call, prompter: undefined });
    } catch (error) {
      yield failed(id, error);
    }
  }
}

function failed(id: string, error: unknown): Check {
  if (isScanferryError(error, "config/missing")) {
    return {
      id,
      status: "warning",
      message: "No server is configured.",
      hint: "scanferry login nextcloud URL, or scanferry login loris URL",
    };
  }
  const { code, message, hint } = toScanferryError(error);
  return { id, status: "failed", message, code, ...(hint === undefined ? {} : { hint }) };
}
