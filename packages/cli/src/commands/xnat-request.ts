import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { confirmDeletion } from "../prompt/confirm-deletion.js";
import { bodyOfOption } from "../request/body-of-option.js";
import { planRequest } from "../request/plan-request.js";
import { printBody } from "../request/print-body.js";
import { tellRefusal, withLineEnd } from "../request/tell-refusal.js";
import { withXnat } from "../xnat/connect.js";
import { requestParts } from "../xnat/request-parts.js";

/** `scanferry xnat request METHOD PATH`: the answer's body is the data, whatever its status. */
export async function run(call: CallContext): Promise<number> {
  const [method = "GET", path = ""] = call.args;
  const data = await bodyOfOption(call, "xnat");
  if (method === "GET" && data !== undefined) {
    throw new ScanferryError("input/invalid", "A GET carries no body.", {
      hint: "Leave --data out, or use POST or PUT.",
    });
  }
  const { query, headers, body } = requestParts(call, data);
  if (call.options.flag("dryRun") && method !== "GET")
    return planRequest(call, { method, path, withBody: body !== undefined });
  if (method === "DELETE") await confirmDeletion(call, "Send this DELETE");
  const { signal } = call;
  return withXnat(call, async (xnat) => {
    if (method === "GET") return printBody(call, await xnat.requestStream(path, { query, headers, signal }));
    const { status, text } = await xnat.request(method, path, { query, headers, body, signal });
    if (status >= 400) return tellRefusal(call, status, text);
    call.logger.log("info", `HTTP ${String(status)}`);
    await call.out.raw(withLineEnd(text));
    return exit.done;
  });
}
