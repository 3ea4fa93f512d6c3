import type { CallContext } from "../../call-context.js";
import { OptionReader } from "../../options/option-reader.js";

/**
 * Takes the six arguments of sendDCM2xnat.sh (today/004): SUBJECT SESSION PROJECT HOST PORT DIR. Six folders are told apart by the port, and by `--project`,
 * which they need.
 */
export function withScriptArguments(call: CallContext): CallContext {
  const [subject, session, project, host, port, folder] = call.args;
  const isScript =
    call.args.length === 6 &&
    /^\d{1,5}$/.test(port ?? "") &&
    call.options.text("project") === undefined &&
    call.options.text("host") === undefined;
  if (!isScript || folder === undefined) return call;
  const values = { ...call.command.optsWithGlobals(), subject, session, project, host, port };
  const options = new OptionReader(values, (name) => call.command.getOptionValueSourceWithGlobals(name));
  return { ...call, args: [folder], options };
}
