import { ScanferryError } from "@scanferry/transfer";
import type { Overwrite } from "../../prearchive/archive-session.js";
import type { Arrival } from "../look/arrival.js";
import type { Destination } from "../push-options.js";
import type { Standing } from "./standing.js";

/** What is to be done with a session. */
export type Decision =
  | { readonly do: "nothing"; readonly uri: string; readonly verifiedBy: string }
  | { readonly do: "refuse"; readonly error: ScanferryError }
  /** `asks`: something is replaced. */
  | { readonly do: "send"; readonly asks: boolean };

/** How a session is wanted. */
export interface Wish {
  readonly destination: Destination;
  readonly overwrite: Overwrite;
  /** `SUBJECT/SESSION`. */
  readonly id: string;
  /** The list of the archive's files as this run found it at first, empty where there was no session; nothing at the first look. */
  readonly before?: string | undefined;
}

/**
 * Decides about a session by what the server has of it. All of its instances in the archive, or in the prearchive where it should go, is
 * enough; a part of it in the prearchive is what an earlier run left, and is completed; other instances are somebody's data. What is to be replaced is,
 * unless each byte is known to be there: a file whose pixels were made unrecognizable still is the same instance.
 */
export function decide(
  { archived, waiting, relabeled, namesake }: Standing,
  { destination, overwrite, id, before }: Wish,
): Decision {
  const refuse = (error: ScanferryError): Decision => ({ do: "refuse", error });
  const isReplaced = destination === "archive" && overwrite === "delete";
  if (archived?.arrival.missing === 0 && (!isReplaced || isReplacement(archived.arrival, before)))
    return { do: "nothing", uri: archived.session.uri, verifiedBy: archived.arrival.verifiedBy };
  if (relabeled !== undefined) return refuse(waitsElsewhere(relabeled.uri));
  if (waiting?.arrival.missing === 0 && destination === "prearchive")
    return { do: "nothing", uri: `/data${waiting.session.uri}`, verifiedBy: waiting.arrival.verifiedBy };
  if (archived !== undefined && overwrite === "none") return refuse(exists(archived.arrival, "archive", id));
  if (archived?.isOtherStudy === true && overwrite === "append") return refuse(otherStudy(id));
  if (waiting !== undefined && waiting.arrival.others > 0 && overwrite !== "append")
    return refuse(exists(waiting.arrival, "prearchive", id));
  if (namesake !== undefined && overwrite === "none") return refuse(nameWaits(namesake.uri));
  return { do: "send", asks: archived !== undefined && isReplaced };
}

/** Whether a session of the archive that has all instances is the new one: by its digests, or because it came while this run was at work. */
function isReplacement(arrival: Arrival, before: string | undefined): boolean {
  return arrival.others === 0 && (arrival.isExact || (before !== undefined && arrival.listing() !== before));
}

function otherStudy(subject: string): ScanferryError {
  return new ScanferryError("remote/conflict", "The archive's session of this label is of another study.", {
    hint: "Adding to it would mix two studies. Give the new session another label (--session-label), or correct the subject.",
    details: { where: "archive", reason: "other-study" },
    subject,
  });
}

function exists(
  { there, others, missing }: { there: number; others: number; missing: number },
  where: "archive" | "prearchive",
  subject: string,
): ScanferryError {
  const hint =
    where === "archive"
      ? "Add what is missing with --overwrite append, replace it with --overwrite delete, or give the new session another label (--session-label)."
      : "Archive or delete what waits there (scanferry xnat prearchive), or add to it with --overwrite append.";
  return new ScanferryError(
    "remote/exists",
    `The ${where} has a session of this label with other data: ${String(there)} of these files, ${String(missing)} missing, ${String(others)} others.`,
    { hint, details: { where, there, missing, others }, subject },
  );
}

function waitsElsewhere(uri: string): ScanferryError {
  return new ScanferryError("remote/conflict", "The same study waits in the prearchive under other labels.", {
    hint: "XNAT would add to that one, whatever label is asked for. Archive, move or delete it first (scanferry xnat prearchive).",
    details: { reason: "relabeled" },
    subject: uri,
  });
}

function nameWaits(uri: string): ScanferryError {
  return new ScanferryError("remote/exists", "Another study waits in the prearchive under this label.", {
    hint: "Archive or delete that one first (scanferry xnat prearchive), or give this one another label (--session-label).",
    details: { where: "prearchive", reason: "namesake" },
    subject: uri,
  });
}
