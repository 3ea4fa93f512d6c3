import { readFile } from "node:fs/promises";
import type { LorisClient } from "@scanferry/loris-client";
import { errorFromStatus, fsError, ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit, exitCodeFor } from "../errors/exit-code.js";
import { withLoris } from "../loris/connect.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";

/** `scanferry loris request METHOD PATH`: the answer's body is the data, whatever its status. */
export async function run(call: CallContext): Promise<number> {
  const [method = "GET", path = ""] = call.args;
  const body = await readBody(call);
  if (method === "GET" && body !== undefined) {
    throw new ScanferryError("input/invalid", "A GET carries no body.", {
      hint: "Leave --data out, or use POST, PUT or PATCH.",
    });
  }
  if (call.options.flag("dryRun") && method !== "GET") {
    await call.out.record(
      { type: "result", id: path, target: path, action: method, status: "planned", bytes: 0 },
      undefined,
    );
    call.say(`Would send ${method} to this path${body === undefined ? "" : ", with a body"}.`);
    return exit.done;
  }
  if (method === "DELETE") await confirmDeletion(call, "Send this DELETE");
  return withLoris(call, (loris) =>
    method === "GET" ? readStream(call, loris, path) : send(call, loris, { method, path, json: body?.json }),
  );
}

/** Byte by byte as it came, because it may be an image; no faster than its reader takes it. */
async function readStream(call: CallContext, loris: LorisClient, path: string): Promise<number> {
  const { status, body } = await loris.requestStream(path, { signal: call.signal });
  if (status >= 400) return refused(call, status, await beginning(body));
  call.logger.log("info", `HTTP ${String(status)}`);
  for await (const chunk of body) {
    if (call.out.closed) break;
    await call.out.raw(chunk);
  }
  return exit.done;
}

async function send(
  call: CallContext,
  loris: LorisClient,
  { method, path, json }: { method: string; path: string; json: unknown },
): Promise<number> {
  const { status, text } = await loris.request(method, path, {
    ...(json === undefined ? {} : { json }),
    signal: call.signal,
  });
  if (status >= 400) return refused(call, status, text);
  call.logger.log("info", `HTTP ${String(status)}`);
  await call.out.raw(withLineEnd(text));
  return exit.done;
}

/** A refusal's body is printed as it is, or within the record of the error where a program reads. */
async function refused(call: CallContext, status: number, text: string): Promise<number> {
  call.logger.log("info", `HTTP ${String(status)}`);
  const error = errorFromStatus(status);
  if (call.out.json)
    await call.out.record({ type: "error", ...error.toJSON(), status, body: text }, undefined);
  else await call.out.raw(withLineEnd(text));
  call.tell(`error: ${error.message} [${error.code}]`);
  return exitCodeFor(error.code);
}

/** The text of a refusal, which is short; a page is cut. */
async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= 65_536) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function withLineEnd(text: string): string {
  return text.endsWith("\n") || text === "" ? text : `${text}\n`;
}

async function readBody(call: CallContext): Promise<{ json: unknown } | undefined> {
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
    return { json: JSON.parse(text) as unknown };
  } catch {
    throw new ScanferryError("input/invalid", "The body of --data is not JSON.", { subject: source });
  }
}
