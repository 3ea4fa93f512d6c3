import { isScanferryError } from "@scanferry/transfer";
import type { PlannedSession, PushPlan, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
import { countOf } from "../../output/count-of.js";
import { warn } from "../../transfer/warn.js";
import { withXnat } from "../connect.js";

/** What a server has of a plan's sessions. */
export type KnownSessions = (session: PlannedSession) => string | undefined;

/**
 * Looks which sessions are on the server already, for a plan that is only shown. Where no login is known nobody is asked for one: a plan needs no server.
 *
 * @throws {@link ScanferryError} `auth/rejected`, `remote/not-found` for the project
 */
export async function knownSessions(call: CallContext, plan: PushPlan): Promise<KnownSessions> {
  const found = new Map<string, string>();
  try {
    await withXnat({ ...call, prompter: undefined }, (xnat) => look(xnat, plan, found, call.signal));
  } catch (error) {
    if (!isScanferryError(error)) throw error;
    const { code, message, hint } = error;
    if (code.startsWith("net/") || code === "auth/expired")
      warn(call, { message: `The server was not asked what it has: ${message}`, hint });
    else if (code === "config/missing" || code === "auth/required")
      call.say("No server was asked what it has: no login is known.");
    else throw error;
  }
  // The status of a plan goes by labels alone: files are compared by the run.
  if (found.size > 0)
    call.say(
      `${countOf(found.size, "label")} of the plan ${found.size === 1 ? "is" : "are"} on the server already. The run compares their files: what is whole there is unchanged, what is missing is sent, and other data under a label are refused (remote/exists).`,
    );
  return ({ session }) => found.get(session.toLowerCase());
}

async function look(
  xnat: XnatClient,
  plan: PushPlan,
  found: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const project = xnat.project(plan.project);
  const wanted = new Set<string>();
  for await (const { session } of plan.sessions()) wanted.add(session.toLowerCase());
  const note = (label: string, where: string): void => {
    const key = label.toLowerCase();
    if (wanted.has(key))
      found.set(key, [found.get(key), where].filter((text) => text !== undefined).join(", "));
  };
  for await (const { label } of project.experiments({ signal })) note(label, "in the archive");
  for await (const { name, status } of project.prearchive({ signal }))
    note(name, `in the prearchive (${status})`);
}
