import { ScanferryError } from "@scanferry/transfer";
import { itemPath, placeName } from "../calls/place-path.js";
import type { XnatContext } from "../context.js";
import { isSameType, xsiTypesOf } from "../select/modalities.js";
import { checkLabel } from "./check-label.js";
import { put } from "./put.js";
import type { MadeThing, MakeOptions } from "./settle-fields.js";
import { settleFields } from "./settle-fields.js";
import { fieldText, itemIfThere } from "./show-item.js";

/** What a session is; what is left out stays as it is. */
export interface ExperimentFields {
  /** MR, PET, CT …, or XNAT's own name such as "xnat:mrSessionData". @default "MR", for a new one */
  readonly modality?: string | undefined;
  /** The day of the scan, YYYY-MM-DD. */
  readonly date?: string | undefined;
  readonly note?: string | undefined;
}

/**
 * Makes an empty session, or changes what is known of it; a subject that is not there yet is made by the server along with it. A label
 * that another subject's session has is refused before anything is sent, because some releases would move that session.
 *
 * @param place Its project, subject and label.
 * @throws {@link ScanferryError} `input/invalid` for a label that XNAT refuses, an unknown modality or a date that is none; `remote/exists` where it is
 * there and differs; `remote/conflict` where the label belongs to another subject, or the session is of another modality; `auth/forbidden`,
 * `remote/*`, `net/*`, `aborted`
 */
export async function createExperiment(
  ctx: XnatContext,
  place: { readonly project: string; readonly subject: string; readonly experiment: string },
  fields: ExperimentFields = {},
  options: MakeOptions = {},
): Promise<MadeThing> {
  const { project, subject, experiment } = place;
  checkLabel(subject, "subject");
  checkLabel(experiment, "session");
  const { signal } = options;
  const { modality, date, note } = fields;
  const [xsiType] = modality === undefined ? [] : xsiTypesOf([modality]);
  if (date !== undefined && !isDay(date)) throw noDay();
  const path = itemPath(place);
  const name = placeName(place);
  return settleFields(
    {
      noun: "session",
      uri: path,
      name,
      wanted: { date, note },
      look: async () => {
        const item = await itemIfThere(ctx, itemPath({ project, experiment }), { signal, subject: name });
        if (item === undefined) return undefined;
        const owner = await itemIfThere(ctx, itemPath({ project, subject }), { signal, subject: name });
        if (owner === undefined || fieldText(owner, "ID") !== fieldText(item, "subject_ID"))
          throw otherSubject(name);
        if (xsiType !== undefined && !isSameType(item.xsiType, xsiType)) throw otherType(name, item.xsiType);
        return { id: fieldText(item, "ID"), date: fieldText(item, "date"), note: fieldText(item, "note") };
      },
      write: async (before) => {
        // The type is asked for even where the session is there: without it 1.6 answers 417 (recording 29).
        const known = before === undefined ? (xsiType ?? "xnat:mrSessionData") : xsiType;
        const item = known ?? (await itemIfThere(ctx, path, { signal, subject: name }))?.xsiType;
        const query = { xsiType: item, date: date === undefined ? undefined : american(date), note };
        await put(ctx, { path, subject: name, project }, { query, signal });
      },
    },
    options,
  );
}

function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
  );
}

/** XNAT reads MM/DD/YYYY (recording 27). */
function american(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${month}/${day}/${year}`;
}

function noDay(): ScanferryError {
  return new ScanferryError("input/invalid", "A date of a session is no day.", {
    hint: "Give it as YYYY-MM-DD, e.g. 2026-01-31.",
  });
}

function otherSubject(name: string): ScanferryError {
  return new ScanferryError("remote/conflict", "A session of another subject has this label.", {
    hint: "In a project each label is there once. Choose another label, or look whether the subject is the right one.",
    details: { reason: "label-in-use" },
    subject: name,
  });
}

function otherType(name: string, xsiType: string): ScanferryError {
  return new ScanferryError("remote/conflict", "The session is there, and is of another modality.", {
    hint: `It is ${xsiType}, which cannot be changed. Choose another label.`,
    details: { reason: "type" },
    subject: name,
  });
}
