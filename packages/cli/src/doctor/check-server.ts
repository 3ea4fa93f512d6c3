import { isScanferryError, toScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { configuredKinds, type SpokenKind } from "../config/configured-kinds.js";
import { checkReceiver } from "./check-receiver.js";
import type { Check } from "./check.js";

type CheckKind = (call: CallContext) => AsyncGenerator<Check>;

/** The checks of each kind of server; loaded when they are needed. */
const checks: Readonly<Record<SpokenKind, { id: string; load: () => Promise<CheckKind> }>> = {
  nextcloud: { id: "login", load: async () => (await import("./check-nextcloud.js")).checkNextcloud },
  xnat: { id: "xnat-login", load: async () => (await import("./check-xnat.js")).checkXnat },
  loris: { id: "loris-login", load: async () => (await import("./check-loris.js")).checkLoris },
};

/** Checks the servers that are configured. */
export async function* checkServer(call: CallContext): AsyncGenerator<Check> {
  for (const kind of await configuredKinds(call)) {
    const { id, load } = checks[kind];
    try {
      const check = await load();
      yield* check({ ...call, prompter: undefined });
    } catch (error) {
      yield failed(id, error);
    }
  }
  try {
    yield* checkReceiver(call);
  } catch (error) {
    yield failed("dicom-receiver", error);
  }
}

function failed(id: string, error: unknown): Check {
  if (isScanferryError(error, "config/missing")) {
    return {
      id,
      status: "warning",
      message: "No server is configured.",
      hint: "scanferry login nextcloud URL, scanferry login loris URL or scanferry login xnat URL",
    };
  }
  const { code, message, hint } = toScanferryError(error);
  return { id, status: "failed", message, code, ...(hint === undefined ? {} : { hint }) };
}
