import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { sameServer } from "./merge-layers.js";

/**
 * Asks before a stored login of another server makes room for a new one. Whoever names the profile or says `--yes`
 * means it, and is told; the name that a login gets by itself must not cost an older one.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function confirmReplacement(
  call: CallContext,
  name: string,
  login: { kind: string; url: string },
): Promise<void> {
  const before = (await call.profiles.load()).get(name);
  if (before === undefined || (before.kind === login.kind && sameServer(before.url, login.url))) return;
  const text = `Profile ${name} holds the login of ${before.username} at ${before.url}`;
  if (call.options.text("profile") !== undefined || call.options.flag("yes")) {
    call.say(`${text}; the new one takes its place.`);
    return;
  }
  if (await call.prompter?.confirm(`${text}. Replace it?`, false)) return;
  throw new ScanferryError("input/invalid", `A login of another server is stored as profile ${name}.`, {
    hint: `It is for ${before.url}. Give the new one a name of its own with --profile NAME, or replace the old one with --yes.`,
  });
}
