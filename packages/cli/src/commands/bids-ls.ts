import { openDataset, type FileQuery } from "@scanferry/bids-fs";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { safeText } from "../output/safe-text.js";

/** `scanferry bids ls ROOT` */
export async function run(call: CallContext): Promise<number> {
  const dataset = await openDataset(call.args[0] ?? "", { signal: call.signal });
  const files = dataset.files(queryOf(call), {
    signal: call.signal,
    ...(call.options.flag("derivatives") ? { include: ["derivatives"] } : {}),
    onEvent: (event) => {
      call.logger.log("warn", "a link leads back to a folder above it and is not followed", {
        path: event.path,
      });
    },
  });
  let count = 0;
  for await (const { path, datatype, suffix, extension, entities } of files) {
    count += 1;
    const record = {
      type: "file",
      path,
      datatype: datatype ?? null,
      suffix: suffix ?? null,
      extension,
      entities,
    };
    await call.out.record(record, safeText(path));
    if (call.out.closed) break;
  }
  return count === 0 && call.options.flag("errorIfEmpty") ? exit.empty : exit.done;
}

function queryOf(call: CallContext): FileQuery {
  const { options } = call;
  const fields = {
    suffix: options.list("suffix"),
    subject: options.list("subjects"),
    session: options.list("sessions"),
    datatype: options.list("datatype"),
    extension: options.list("extension"),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
