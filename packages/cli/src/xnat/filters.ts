import type { ScanFilter, SessionFilter } from "@scanferry/xnat-client";
import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../call-context.js";
import { parseDay, parseDays } from "../options/parse-days.js";
import { idsFromOption } from "../options/read-id-list.js";

/** What chooses sessions and scans, for `xnat ls` and `xnat pull` alike. */
export type XnatFilters = Omit<SessionFilter, "subjects"> & { subjects?: readonly string[] } & ScanFilter;

/**
 * Names under which a subject's label stands in tables: on XNAT's web page, in its REST lists, and in those of labs. A
 * list of sessions has its own label too, so the subject's goes first; the accession ID serves last.
 */
const subjectColumns = [
  "Subject",
  "subject_label",
  "Subject ID",
  "MRN",
  "label",
  "participant_id",
  "subject_ID",
  "ID",
];

/** Reads the filters, all of them before anybody is asked for a password. */
export async function readFilters(call: CallContext): Promise<XnatFilters> {
  const { options } = call;
  const subjects = await readSubjects(call);
  const sessions = options.list("sessions");
  const scans = options.list("scans");
  const resources = options.list("resources");
  const modalities = options.list("modality");
  const since = options.text("since");
  const date = options.text("date");
  return {
    ...(subjects === undefined ? {} : { subjects }),
    ...(sessions === undefined ? {} : { sessions }),
    ...(scans === undefined ? {} : { scans }),
    ...(resources === undefined ? {} : { resources }),
    ...(modalities === undefined ? {} : { modalities }),
    ...(since === undefined ? {} : { since: await parseDay(since, "--since") }),
    ...(date === undefined ? {} : { date: await parseDays(date, "--date") }),
  };
}

/** Reads the subjects of `--subjects` and `--subjects-from`. */
export async function readSubjects(call: CallContext): Promise<string[] | undefined> {
  const { options } = call;
  if (options.list("subjects")?.some((label) => label.includes("*")) === true) {
    throw new ScanferryError("input/invalid", "--subjects takes labels and accession IDs, and no globs.", {
      hint: "Sessions are often called after their subjects: --sessions 'S*'. A list of subjects comes from --subjects-from.",
    });
  }
  const named = options.text("column");
  const file = options.text("subjectsFrom");
  if (file === undefined) {
    if (named !== undefined)
      throw new ScanferryError("input/invalid", "--column names a column of the file of --subjects-from.");
    return options.list("subjects");
  }
  const columns = { known: subjectColumns, named };
  const listed = await idsFromOption(file, call, { noun: "subjects", columns });
  return [...(options.list("subjects") ?? []), ...listed];
}
