import { ScanferryError } from "@scanferry/transfer";
import type { XnatContext } from "../../context.js";
import { xnatError } from "../../http/xnat-error.js";

/** Turns a refusal to write into an error. */
export function writeError(
  ctx: XnatContext,
  answer: { readonly status: number; readonly headers: Headers },
  text: string,
  about: { readonly path: string; readonly name: string; readonly project: string | undefined },
): ScanferryError {
  if (answer.status === 403) return mayNotWrite(about.name);
  const { path, name: subject, project } = about;
  return xnatError(ctx, answer, text, { path, subject, project });
}

/** Who may do it. */
export type WriteRole = "member" | "owner" | "administrator";

const hints: Readonly<Record<WriteRole, string>> = {
  member:
    "Storing takes the role of a member or an owner in the project, deleting that of an owner. Ask the project's owner.",
  owner: "This takes the role of an owner in the project. Ask the project's owner.",
  administrator: "Only administrators of the site may do this. Ask one.",
};

/** The error for an account that may not write; XNAT may answer it with 200 and store nothing (wire/xnat.md, 5). */
export function mayNotWrite(subject: string, role: WriteRole = "member"): ScanferryError {
  return new ScanferryError("auth/forbidden", "This account may not write here.", {
    hint: hints[role],
    subject,
  });
}
