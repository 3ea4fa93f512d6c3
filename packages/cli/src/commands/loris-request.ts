import type { LorisClient } from "@scanferry/loris-client";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { withLoris } from "../loris/connect.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { bodyOfOption } from "../request/body-of-option.js";
import { planRequest } from "../request/plan-request.js";
import { printBody } from "../request/print-body.js";
import { tellRefusal, withLineEnd } from "../request/tell-refusal.js";

/** `scanferry loris request METHOD PATH`: the answer's body is the data, whatever its status. */
export async function run(call: CallContext): Promise<number> {
  const [method = "GET", path = ""] = call.args;
  const body = await jsonOfOption(call);
  if (method === "GET" && body !== undefined) {
    throw new ScanferryError("input/invalid", "A GET carries no body.", {
      hint: "Leave --data out, or use POST, PUT or PATCH.",
    });
  }
  if (call.options.flag("dryRun") && method !== "GET")
    return planRequest(call, { method, path, withBody: body !== undefined });
  if (method === "DELETE") await confirmDeletion(call, "Send this DELETE");
  return withLoris(call, async (loris) =>
    method === "GET"
      ? printBody(call, await loris.requestStream(path, { signal: call.signal }))
      : send(call, loris, { method, path, json: body?.json }),
  );
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
  if (status >= 400) return tellRefusal(call, status, text);
  call.logger.log("info", `HTTP ${String(status)}`);
  await call.out.raw(withLineEnd(text));
  return exit.done;
}

async function jsonOfOption(call: CallContext): Promise<{ json: unknown } | undefined> {
  const body = await bodyOfOption(call, "loris");
  if (body === undefined) return undefined;
  try {
    return { json: JSON.parse(body.bytes.toString("utf8")) as unknown };
  } catch {
    throw new ScanferryError("input/invalid", "The body of --data is not JSON.", { subject: body.source });
  }
}
