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

/** The error for an account that may not write; XNAT may answer it with 200 and store nothing (wire/xnat.md, 5). */
export function mayNotWrite(subject: string): ScanferryError {
  return new ScanferryError("auth/forbidden", "This account may not write here.", {
    hint: "Storing takes the role of a member or an owner in the project, deleting that of an owner. Ask the project's owner.",
    subject,
  });
}
