import { networkFromEnv, type NetworkOptions } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { parseDuration } from "../options/parse-duration.js";
import { version } from "../version.js";

/** Proxies come from the environment, the patience from `--timeout`. */
export function networkOf(call: CallContext): NetworkOptions {
  const timeout = call.options.text("timeout");
  return {
    ...networkFromEnv(call.env),
    ...(timeout === undefined ? {} : { stallMs: parseDuration(timeout) }),
  };
}

/** How the program names itself to servers; login flow v2 makes the name of the app password from it. */
export function userAgent(): string {
  return `Scanferry/${version}`;
}
