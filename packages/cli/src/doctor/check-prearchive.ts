import { isScanferryError } from "@scanferry/transfer";
import type { XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { countOf } from "../output/count-of.js";
import type { Check } from "./check.js";

/** The name under which XNAT keeps what no project claimed. */
const unassigned = "Unassigned";

/** Looks what waits in the prearchive, and for data that were sent without a project's name. */
export async function* checkPrearchive(xnat: XnatClient, call: CallContext): AsyncGenerator<Check> {
  yield await checkWaiting(xnat, call);
  yield await checkUnassigned(xnat, call);
}

async function checkWaiting(xnat: XnatClient, { signal }: CallContext): Promise<Check> {
  const id = "xnat-prearchive";
  let waiting = 0;
  let stuck = 0;
  try {
    for await (const { project, status } of xnat.prearchive(undefined, { signal })) {
      if (project === unassigned) continue;
      waiting += 1;
      if (/CONFLICT|ERROR/.test(status)) stuck += 1;
    }
  } catch (error) {
    if (!isScanferryError(error) || !/^(?:remote|auth)\//.test(error.code)) throw error;
    return { id, status: "ok", message: "this account is not shown the prearchive" };
  }
  const message = `${countOf(waiting, "session")} wait${waiting === 1 ? "s" : ""} in the prearchive`;
  if (stuck === 0) return { id, status: "ok", message };
  return {
    id,
    status: "warning",
    message: `${message}, ${String(stuck)} of them in conflict or error.`,
    hint: "scanferry xnat prearchive ls --status CONFLICT,ERROR names them.",
  };
}

/** The case in which data were certainly sent and are nowhere: a project's name that was left out or misspelled. */
async function checkUnassigned(xnat: XnatClient, { signal }: CallContext): Promise<Check> {
  const id = "xnat-unassigned";
  let count = 0;
  try {
    for await (const _ of xnat.prearchive(unassigned, { signal })) count += 1;
  } catch (error) {
    if (!isScanferryError(error) || !/^(?:remote|auth)\//.test(error.code)) throw error;
    return {
      id,
      status: "ok",
      message: "data that were sent without a project's name are shown to administrators alone",
      hint: "If something that was sent is nowhere to be found, ask one to look among Unassigned and to move it to its project.",
    };
  }
  if (count === 0) return { id, status: "ok", message: "no data wait without a project" };
  return {
    id,
    status: "warning",
    message: `${countOf(count, "session")} ${count === 1 ? "was" : "were"} sent without a project's name, or with a wrong one.`,
    hint: "scanferry xnat prearchive ls --unassigned names them; scanferry xnat prearchive archive URL --project PROJECT moves one to its project and archives it.",
  };
}
