import { readFile } from "node:fs/promises";
import { errorFromStatus, fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit, exitCodeFor } from "../errors/exit-code.js";
import { withLoris } from "../loris/connect.js";

/** `scanferry loris request METHOD PATH`: the answer's body is the data, whatever its status. */
export async function run(call: CallContext): Promise<number> {
  const [method = "GET", path = ""] = call.args;
  const json = await readBody(call);
  if (call.options.flag("dryRun") && method !== "GET") {
    call.say(`Would send ${method} to this path${json === undefined ? "" : ", with a body"}.`);
    return exit.done;
  }
  return withLoris(call, async (loris) => {
    const answer = await loris.request(method, path, {
      ...(json === undefined ? {} : { json }),
      signal: call.signal,
    });
    const { status, text } = answer;
    call.logger.log("info", `HTTP ${String(status)}`);
    await call.out.raw(text.endsWith("\n") || text === "" ? text : `${text}\n`);
    if (status < 400) return exit.done;
    const { code, message } = errorFromStatus(status);
    call.tell(`error: ${message} [${code}]`);
    return exitCodeFor(code);
  });
}

async function readBody(call: CallContext): Promise<unknown> {
  const source = call.options.text("data");
  if (source === undefined) return undefined;
  if (source === "-" && call.options.flag("passwordStdin")) {
    throw new ScanferryError("input/invalid", "Standard input cannot be the body and the password.", {
      hint: "Log in once with scanferry login loris, or give --data FILE.",
    });
  }
  const text =
    source === "-"
      ? await call.readStdin()
      : await readFile(source, "utf8").catch((error: unknown) => {
          throw fsError(error, source);
        });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ScanferryError("input/invalid", "The body of --data is not JSON.", { subject: source });
  }
}
