import type { ExperimentFields } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { makeEach } from "../xnat/manage/make-each.js";
import { pathOf } from "../xnat/manage/path-of.js";

/** `scanferry xnat experiment create PROJECT/SUBJECT/SESSION…` */
export async function run(call: CallContext): Promise<number> {
  const { options, args } = call;
  for (const path of args) pathOf(path, 3);
  const fields: ExperimentFields = {
    modality: options.text("modality"),
    date: options.text("date"),
    note: options.text("note"),
  };
  return makeEach(call, args, (xnat, path, how) => {
    const [project, subject, session] = pathOf(path, 3);
    return xnat.project(project).subject(subject).experiment(session).create(fields, how);
  });
}
