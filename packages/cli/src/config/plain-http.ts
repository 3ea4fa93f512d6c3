import type { CallContext } from "../call-context.js";

/** Warns where a password goes over the network in the clear. */
export function warnOfPlainHttp(call: CallContext, url: string): void {
  if (!isPlainHttp(url)) return;
  call.logger.log(
    "warn",
    `${url} is no https:// address: unless the server leads on to one, whoever shares the network can read the password.`,
  );
}

/** Whether an address is without encryption and on another machine than this. */
export function isPlainHttp(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "http:" && !/^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
