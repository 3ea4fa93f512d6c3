import { ScanferryError } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { requestPath } from "../http/request-path.js";
import { xnatError } from "../http/xnat-error.js";
import { put } from "./put.js";

/** What a project does with sessions that arrive: 0 keeps them in the prearchive, 4 archives them, 5 archives them over what is there. */
export type PrearchiveCode = 0 | 4 | 5;

const codes: readonly PrearchiveCode[] = [0, 4, 5];

/** Asks what a project does with sessions that arrive. */
export async function prearchiveCode(
  ctx: XnatContext,
  project: string,
  { signal }: CallOptions = {},
): Promise<number> {
  const path = requestPath("data", "projects", project, "prearchive_code");
  const answer = await ctx.http.api("GET", path, signal === undefined ? {} : { signal });
  if (answer.status !== 200) throw xnatError(ctx, answer, answer.text, { path, subject: project });
  const code = answer.text.trim();
  if (/^\d{1,2}$/.test(code)) return Number(code);
  throw new ScanferryError("remote/failed", "XNAT's answer is no prearchive code.", {
    hint: "This release may not tell it. The project's page has it under Manage, Prearchive Settings.",
    subject: project,
  });
}

/**
 * Says what a project is to do with sessions that arrive, and looks that it holds.
 *
 * @throws {@link ScanferryError} `input/invalid` for another number; `auth/forbidden`, `remote/*`, `net/*`, `aborted`
 */
export async function setPrearchiveCode(
  ctx: XnatContext,
  project: string,
  code: PrearchiveCode,
  options: CallOptions = {},
): Promise<void> {
  if (!codes.includes(code)) {
    throw new ScanferryError("input/invalid", "There is no such prearchive code.", {
      hint: "0 keeps what arrives in the prearchive, 4 archives it, 5 archives it over what is there.",
    });
  }
  const path = requestPath("data", "projects", project, "prearchive_code", String(code));
  await put(ctx, { path, subject: project, project }, { ...options, role: "owner" });
  if ((await prearchiveCode(ctx, project, options)) === code) return;
  throw new ScanferryError(
    "auth/forbidden",
    "XNAT answered that all is well, and did not change the prearchive code.",
    {
      hint: "The account may have to own the project, and a site may forbid archiving without review: ask its administrator.",
      subject: project,
    },
  );
}
