import type { ScanFields } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { makeEach } from "../xnat/manage/make-each.js";
import { pathOf } from "../xnat/manage/path-of.js";

/** `scanferry xnat scan create PROJECT/SUBJECT/SESSION/SCAN…` */
export async function run(call: CallContext): Promise<number> {
  const { options, args } = call;
  for (const path of args) pathOf(path, 4);
  const fields: ScanFields = {
    type: options.text("type"),
    seriesDescription: options.text("description"),
    quality: options.text("quality"),
    note: options.text("note"),
    xsiType: options.text("xsiType"),
  };
  return makeEach(call, args, (xnat, path, how) => {
    const [project, subject, session, scan] = pathOf(path, 4);
    return xnat.project(project).subject(subject).experiment(session).scan(scan).create(fields, how);
  });
}
