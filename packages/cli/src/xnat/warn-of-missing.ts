import type { LeftOut, MissingNames } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { warn } from "../transfer/warn.js";

/** So many names are told to a person; the records of `--json` and the log have them all. */
const toldToPeople = 20;

/** Tells each name that was asked for and that the server does not have. */
export function warnOfMissing(call: CallContext, { kind, labels, hint, alike }: MissingNames): void {
  labels.forEach((id, index) => {
    const label = alike.find(({ asked }) => asked === id)?.found;
    const message =
      label === undefined
        ? `A ${kind} of the list is not on the server.`
        : `A ${kind} of the list is not on the server; a label there differs in capital letters or leading zeros alone.`;
    // As fields, labels fall under --redact.
    const fields = { id, ...(label === undefined ? {} : { label }) };
    call.logger.log("warn", message, fields, { screen: index < toldToPeople });
    call.out.aside({ type: "warning", message, ...fields });
  });
  const more = labels.length - toldToPeople;
  if (more > 0) call.say(`and ${String(more)} more; --json and --log-file name them all`);
  call.say(hint);
}

/** Tells what a selection leaves out although nobody said so. */
export function warnOfLeftOut(call: CallContext, { reason, count, xsiTypes }: LeftOut): void {
  if (reason === "no-date")
    warn(call, { message: `Left out are sessions without a date: ${String(count)}.` });
  else if (reason === "no-subject")
    warn(call, {
      message: `Left out are experiments of which the server does not tell whose they are: ${String(count)}.`,
      hint: "Look for them on the web page: each needs a subject.",
    });
  else
    warn(call, {
      message: `Left out are experiments without images: ${String(count)}.`,
      hint: `--modality lists them by their type, here ${xsiTypes.join(", ")}.`,
    });
}
