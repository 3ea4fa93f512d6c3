import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../../call-context.js";
import { OptionReader } from "../../options/option-reader.js";

/**
 * Takes the six arguments of sendDCM2xnat.sh (today/004): SUBJECT SESSION PROJECT HOST PORT DIR. Six folders are told apart by `--project` and `--host`,
 * which they need.
 *
 * @throws {@link ScanferryError} `input/invalid` for a port that is none
 */
export function withScriptArguments(call: CallContext): CallContext {
  const [subject, session, project, host, port, folder] = call.args;
  const isScript =
    call.args.length === 6 &&
    call.options.text("project") === undefined &&
    call.options.text("host") === undefined;
  if (!isScript || folder === undefined) return call;
  if (!/^\d{1,5}$/.test(port ?? "")) {
    throw new ScanferryError("input/invalid", "The fifth of six arguments is no port.", {
      hint: "Six arguments are SUBJECT SESSION PROJECT HOST PORT DIR, as sendDCM2xnat.sh took them. Six folders need --project and --host.",
    });
  }
  const values = { ...call.command.optsWithGlobals(), subject, session, project, host, port };
  const options = new OptionReader(values, (name) => call.command.getOptionValueSourceWithGlobals(name));
  return { ...call, args: [folder], options };
}
