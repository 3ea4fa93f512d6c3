import type { CallContext } from "../call-context.js";

/** Something that the user should know and that does not end the run. */
export interface Warning {
  id?: string | undefined;
  message: string;
  hint?: string | undefined;
}

/** Tells a warning to people, to the log, and under `--json` to the program that reads the records. */
export function warn(call: CallContext, { id, message, hint }: Warning): void {
  call.logger.log("warn", sentences({ message, hint }), { id });
  call.out.aside({
    type: "warning",
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(id === undefined ? {} : { id }),
  });
}

/** The words of a warning in one line. */
export function sentences({ message, hint }: Warning): string {
  return hint === undefined ? message : `${message} ${hint}`;
}
