import { isScanferryError } from "@scanferry/transfer";
import type { PlannedSession, PushPlan, XnatClient } from "@scanferry/xnat-client";
import type { CallContext } from "../../call-context.js";
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
    const isOffline =
      isScanferryError(error) &&
      (error.code === "config/missing" || error.code === "auth/required" || error.code.startsWith("net/"));
    if (!isOffline) throw error;
    if (error.code.startsWith("net/"))
      warn(call, { message: `The server was not asked: ${error.message}`, hint: error.hint });
    else call.say("No server was asked whether it has these sessions: no login is known.");
  }
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
