import type { PickOptions } from "@scanferry/bids-fs";
import type { CallContext } from "../call-context.js";

/** Reads the options that choose the images. */
export function pickOptions(call: CallContext): PickOptions {
  const { options } = call;
  const session = options.list("session");
  const run = options.list("run");
  const subjects = options.list("subjects");
  return {
    suffix: options.list("suffix") ?? "T1w",
    ...(subjects === undefined ? {} : { subjects }),
    ...(session === undefined ? {} : { session }),
    ...(run === undefined ? {} : { run }),
    all: options.flag("all"),
  };
}
