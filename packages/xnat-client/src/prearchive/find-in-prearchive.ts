import { ScanferryError } from "@scanferry/transfer";
import { prearchive } from "../calls/prearchive.js";
import type { CallOptions, XnatContext } from "../context.js";
import type { PrearchiveSession } from "../schemas/prearchive-session.js";
import { parseSessionAddress } from "./session-address.js";
import { presentSession } from "./session-at.js";

/** What a session is known by; all that is given must fit. */
export interface PrearchiveQuery {
  /** One project, or "Unassigned". @default all that the account may see */
  readonly project?: string | undefined;
  readonly studyUid?: string | undefined;
  /** Label of the session, or the name of its folder. */
  readonly name?: string | undefined;
  readonly subject?: string | undefined;
}

/** The sessions of the prearchive that fit, in the server's order. */
export async function* findInPrearchive(
  ctx: XnatContext,
  { project, studyUid, name, subject }: PrearchiveQuery,
  options: CallOptions = {},
): AsyncGenerator<PrearchiveSession, void, undefined> {
  for await (const session of prearchive(ctx, project, options)) {
    if (studyUid !== undefined && session.studyUid !== studyUid) continue;
    if (name !== undefined && session.name !== name && session.folderName !== name) continue;
    if (subject !== undefined && session.subject !== subject) continue;
    yield session;
  }
}

/**
 * The one session that a person named: by its address, or by its label, its folder or its Study Instance UID where just one has it.
 *
 * @throws {@link ScanferryError} `remote/not-found`; `remote/ambiguous` where several have it (`subject` lists their addresses)
 */
export async function namedSession(
  ctx: XnatContext,
  text: string,
  { project, ...options }: CallOptions & { readonly project?: string | undefined } = {},
): Promise<PrearchiveSession> {
  if (parseSessionAddress(text) !== undefined) return presentSession(ctx, text, options);
  const found: PrearchiveSession[] = [];
  for await (const session of findInPrearchive(ctx, { project }, options)) {
    if ([session.name, session.folderName, session.studyUid].includes(text)) found.push(session);
  }
  const [first] = found;
  if (first !== undefined && found.length === 1) return first;
  if (first === undefined) {
    throw new ScanferryError("remote/not-found", "No session of this name is in the prearchive.", {
      hint: "List the prearchive; sessions that no project claimed are listed for administrators alone.",
      subject: text,
    });
  }
  throw new ScanferryError(
    "remote/ambiguous",
    `${String(found.length)} sessions of the prearchive have this name.`,
    {
      hint: "Give the address of the one that is meant, from the list of the prearchive.",
      details: { count: found.length },
      subject: `${text}: ${found.map(({ uri }) => uri).join(", ")}`,
    },
  );
}
