import { errorFromStatus } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exitCodeFor } from "../errors/exit-code.js";

/** A refusal's body is short; of a page, this much is enough to see what it says. */
const limitBytes = 65_536;

/** Prints a refusal's body as it is, or within the record of the error where a program reads. Gives the exit code. */
export async function tellRefusal(call: CallContext, status: number, text: string): Promise<number> {
  call.logger.log("info", `HTTP ${String(status)}`);
  const error = errorFromStatus(status);
  if (call.out.json)
    await call.out.record({ type: "error", ...error.toJSON(), status, body: text }, undefined);
  else await call.out.raw(withLineEnd(text));
  call.tell(`error: ${error.message} [${error.code}]`);
  return exitCodeFor(error.code);
}

/** The beginning of an answer, as text. */
export async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= limitBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Ends a text with a line end, so that the next prompt stands in a line of its own. */
export function withLineEnd(text: string): string {
  return text.endsWith("\n") || text === "" ? text : `${text}\n`;
}
