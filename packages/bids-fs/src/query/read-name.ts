import type { Layout, Place } from "../dataset/place.js";
import { parseBidsName } from "../names/parse-bids-name.js";
import type { BidsName } from "../names/parse-bids-name.js";

/** A name as the layout reads it. */
export interface ReadName extends BidsName {
  /** How many parts are neither the label, an entity nor the suffix; plain layout only. */
  readonly furtherParts?: number;
}

const bidsLabel = /^sub-[0-9a-zA-Z+]+$/;

/**
 * Reads a name as the layout asks. In the plain layout the folder's name stands before the other parts as it is (`subj1_T1w`, `P_7_T1w`),
 * parts that are no entities are let pass (`subj1_mprage_T1w`), and the folder says the session where the name does not.
 */
export function readName(name: string, place: Place, layout: Layout): ReadName {
  const { participant } = place;
  if (participant !== undefined && layout === "plain") return readPlainName(name, participant, place.session);
  const rest =
    participant === undefined || bidsLabel.test(participant) ? name : withoutLabel(name, participant);
  const parsed = parseBidsName(rest);
  // A folder `sub-01_old` has no BIDS label; its files may carry its name all the same.
  if (participant === undefined || rest === name) return parsed;
  return {
    ...parsed,
    entities: { sub: participant.slice("sub-".length), ...parsed.entities },
    furtherParts: 0,
  };
}

function readPlainName(name: string, participant: string, session: string | undefined): ReadName {
  const rest = withoutLabel(name, participant);
  const dot = rest.indexOf(".");
  const parts = (dot === -1 ? rest : rest.slice(0, dot)).split("_");
  const last = parts.pop() ?? "";
  const pairs = parts.filter((part) => /^[a-zA-Z][a-zA-Z0-9]*-./.test(part));
  const parsed = parseBidsName([...pairs, last].join("_") + (dot === -1 ? "" : rest.slice(dot)));
  const ses = session === undefined ? {} : { ses: session };
  return {
    ...parsed,
    entities: { ...ses, ...parsed.entities, sub: participant },
    furtherParts: parts.length - pairs.length,
  };
}

function withoutLabel(name: string, participant: string): string {
  return name.startsWith(`${participant}_`) ? name.slice(participant.length + 1) : name;
}
