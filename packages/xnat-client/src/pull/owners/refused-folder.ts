import { ScanferryError, type SettledItem } from "@scanferry/transfer";

import type { ResourcePlace } from "../plan/resource-place.js";
import type { TakenFolder } from "./folder-owners.js";
import { ownerKinds, type OwnerKind } from "./owners.js";

/** Sets apart whatever has labels in common. */
const separating = "--layout '{project}/{subject}/{session}/{scan}-{type}/{resource}'";

/** The failed result of what would have shared its folder with another. */
export function refusedFolder(place: ResourcePlace, { folder, owner, isEarlier }: TakenFolder): SettledItem {
  const kind = owner?.kind ?? "resource";
  const id = idOf(place, kind);
  const { subject: person, session } = place.owners;
  const accession = kind === "subject" ? person : kind === "session" ? session : undefined;
  const error = new ScanferryError(
    "data/unsafe-path",
    isEarlier
      ? `The folder of this ${kind} holds what an earlier run brought of another one.`
      : `The folder of this ${kind} is another one's already.`,
    {
      hint: hintOf(kind, isEarlier),
      subject: accession === undefined ? id : `${id} (${accession})`,
    },
  );
  return { kind: "settled", id, target: folder, status: "failed", error };
}

function hintOf(kind: OwnerKind, isEarlier: boolean): string {
  const moved = isEarlier
    ? "Nothing was mixed. If its label was another one's before, or it was made anew, move the earlier folder away and pull again. "
    : "Nothing of it was brought. ";
  if (kind === "scan")
    return `${moved}Have {scan} in the layout, or pull the scan by itself into another folder (-o).`;
  if (kind === "resource")
    return `${moved}Pull the resource by itself (--resources) into another folder (-o), or have {scan} and {resource} in the layout.`;
  return `${moved}Another folder (-o) keeps the two apart, or, of two projects, ${separating}.`;
}

/** The beginning of the resource's id that names a kind of thing. */
function idOf(place: ResourcePlace, kind: OwnerKind): string {
  const names = [place.project, place.subject, place.session, place.scan?.id];
  if (kind === "resource") return place.id;
  return names
    .slice(0, ownerKinds.indexOf(kind) + 1)
    .filter((name) => name !== undefined)
    .join("/");
}
