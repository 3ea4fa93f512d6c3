import type { XnatContext } from "../context.js";
import type { SessionCriteria } from "./session-criteria.js";

/** So many labels go into one address. */
const labelsLimit = 50;

/**
 * What the server is asked to leave out by itself. 1.7 and later obey `label`; 1.6.4 ignores it and takes `xsiType` (wire/xnat.md, 2 and
 * 9). Days are compared here alone: the server's range of days was never measured, and would hide sessions without a date. Names that are looked for must not be hidden by another filter: they would seem to be missing.
 */
export function serverFilter(
  { version }: Pick<XnatContext, "version">,
  { types }: SessionCriteria,
  sessions: readonly string[] | undefined,
): Readonly<Record<string, string>> {
  const modern = version.line === "1.7+";
  if (sessions !== undefined) {
    // A comma means "or", % and * are wildcards: a label with any other sign is not sent, nor is what may be an accession ID.
    const plain = sessions.every((name) => /^[\w.-]+$/.test(name) && !/_E\d+$/.test(name));
    return modern && plain && sessions.length > 0 && sessions.length <= labelsLimit
      ? { label: sessions.join(",") }
      : {};
  }
  const [type] = types ?? [];
  return types?.length === 1 && type !== undefined ? { xsiType: type } : {};
}
