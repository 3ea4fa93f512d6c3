import { ScanferryError } from "@scanferry/transfer";
import { itemPath, placeName } from "../../calls/place-path.js";
import type { CallOptions, XnatContext } from "../../context.js";
import { getItem } from "../../http/get-item.js";
import { itemField } from "../../select/item-field.js";
import type { PutPlace } from "../put-options.js";

/**
 * Finds the session of a place and names it by its accession ID. What is written below a subject's path may land elsewhere: XNAT 1.6 takes an
 * unknown scan there for the subject itself (wire/xnat.md, 11b).
 *
 * @throws {@link ScanferryError} `remote/not-found`, also for a session of another subject
 */
export async function resolvePlace(
  ctx: XnatContext,
  place: PutPlace,
  { signal }: CallOptions,
): Promise<PutPlace> {
  const { project, subject, experiment, scan, resource } = place;
  if (scan !== undefined && experiment === undefined) {
    throw new ScanferryError("input/invalid", "A scan was named without its session.", {
      hint: "Name the session too.",
      subject: placeName(place),
    });
  }
  if (project === undefined || experiment === undefined) return place;
  const options = { signal, subject: placeName({ project, subject, experiment }), project };
  const item = await getItem(ctx, itemPath({ project, subject, experiment }), options);
  const id = itemField(item, "ID", "id");
  const owner = itemField(item, "subject_ID", "subject_id");
  if (id === undefined) return place;
  if (subject !== undefined && owner !== undefined && owner !== subject) {
    const named = await getItem(ctx, itemPath({ project, subject }), { ...options, subject });
    if (itemField(named, "ID", "id") !== owner) {
      throw new ScanferryError("remote/not-found", "The session is another subject's.", {
        hint: "Check the subject and the session; nothing was sent to it.",
        subject: options.subject,
      });
    }
  }
  return { experiment: id, scan, resource };
}
