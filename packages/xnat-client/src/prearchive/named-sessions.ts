import { ScanferryError } from "@scanferry/transfer";
import { prearchive } from "../calls/prearchive.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { parseSessionAddress } from "./session-address.js";
import { absentSession, sessionAt } from "./session-at.js";

/** What a name of a person's means in the prearchive: one session, or why it is none. */
export type NamedSession =
  | { readonly name: string; readonly session: PrearchiveSession }
  | { readonly name: string; readonly error: ScanferryError };

/**
 * The sessions that a person named: by their addresses, or by label, folder or Study Instance UID where just one has it. The prearchive is
 * listed once for all names.
 *
 * @returns what each name means, in the order in which they were given
 */
export async function* namedSessions(
  ctx: XnatContext,
  names: readonly string[],
  { project, ...options }: CallOptions & { readonly project?: string | undefined } = {},
): AsyncGenerator<NamedSession, void, undefined> {
  const wanted = new Map<string, PrearchiveSession[]>();
  for (const name of names) if (parseSessionAddress(name) === undefined) wanted.set(name, []);
  if (wanted.size > 0) {
    for await (const session of prearchive(ctx, project, options)) {
      for (const word of new Set([session.name, session.folderName, session.studyUid ?? ""]))
        wanted.get(word)?.push(session);
    }
  }
  for (const name of names) {
    const found = wanted.get(name);
    if (found !== undefined) yield meaningOf(name, found);
    else {
      const session = await sessionAt(ctx, name, options);
      yield session === undefined ? { name, error: absentSession(name) } : { name, session };
    }
  }
}

/** @throws {@link ScanferryError} `remote/not-found`; `remote/ambiguous` where several sessions have this name */
export async function namedSession(
  ctx: XnatContext,
  name: string,
  options: CallOptions & { readonly project?: string | undefined } = {},
): Promise<PrearchiveSession> {
  for await (const meaning of namedSessions(ctx, [name], options)) {
    if ("error" in meaning) throw meaning.error;
    return meaning.session;
  }
  throw absentSession(name);
}

function meaningOf(name: string, found: readonly PrearchiveSession[]): NamedSession {
  const [session] = found;
  if (session !== undefined && found.length === 1) return { name, session };
  if (session === undefined) {
    const error = new ScanferryError("remote/not-found", "No session of this name is in the prearchive.", {
      hint: "List the prearchive; sessions that no project claimed are listed for administrators alone. It may also be in the archive by now: find it by its label.",
      subject: name,
    });
    return { name, error };
  }
  const count = found.length;
  const error = new ScanferryError(
    "remote/ambiguous",
    `${String(count)} sessions of the prearchive have this name.`,
    {
      hint: "Give the address of the one that is meant, from the list of the prearchive.",
      details: { count },
      subject: `${name}: ${found.map(({ uri }) => uri).join(", ")}`,
    },
  );
  return { name, error };
}
