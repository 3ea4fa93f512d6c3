import { ScanferryError } from "@scanferry/transfer";
import type { Accessibility, ProjectFields } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { makeEach } from "../xnat/manage/make-each.js";

/** `scanferry xnat project create ID` */
export async function run(call: CallContext): Promise<number> {
  const { options, args } = call;
  const pi = options.text("pi");
  const fields: ProjectFields = {
    title: options.text("title"),
    runningTitle: options.text("runningTitle"),
    description: options.text("description"),
    keywords: options.text("keywords"),
    investigator: pi === undefined ? undefined : investigatorOf(pi),
    accessibility: options.text("access") as Accessibility | undefined,
  };
  return makeEach(call, args, (xnat, id, how) => xnat.createProject(id, fields, how));
}

/** `First Last`, or `Last, First` where a part has blanks. */
function investigatorOf(name: string): { firstName: string; lastName: string } {
  const [last = "", first] = name.split(",").map((part) => part.trim());
  if (first !== undefined && first !== "" && last !== "") return { firstName: first, lastName: last };
  const words = name.trim().split(/\s+/);
  const lastName = words.pop() ?? "";
  if (words.length === 0 || name.includes(",")) {
    throw new ScanferryError("input/invalid", "The principal investigator has a first and a last name.", {
      hint: "Write --pi 'Ada Lovelace', or --pi 'von Neumann, John'.",
    });
  }
  return { firstName: words.join(" "), lastName };
}
