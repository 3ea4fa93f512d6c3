import { ScanferryError } from "@scanferry/transfer";
import type { SubjectFields } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { makeEach } from "../xnat/manage/make-each.js";
import { pathOf } from "../xnat/manage/path-of.js";

/** `scanferry xnat subject create PROJECT/SUBJECT…` */
export async function run(call: CallContext): Promise<number> {
  const { options, args } = call;
  for (const path of args) pathOf(path, 2);
  const fields: SubjectFields = {
    gender: options.text("gender") as SubjectFields["gender"],
    yob: options.count("yob", 1850, 2200),
    handedness: options.text("handedness") as SubjectFields["handedness"],
    group: options.text("group"),
    custom: customOf(options.paths("field")),
  };
  return makeEach(call, args, (xnat, path, how) => {
    const [project, subject] = pathOf(path, 2);
    return xnat.project(project).subject(subject).create(fields, how);
  });
}

function customOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf("=");
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)] as const;
      throw new ScanferryError("input/invalid", "A custom field is written NAME=VALUE.", {
        hint: "For example: --field cohort=A",
      });
    }),
  );
}
