import { ScanferryError } from "@scanferry/transfer";
import type { CallContext } from "../../call-context.js";
import { readCorrections, type Correction } from "./corrections.js";

/** The sessions to archive with what they get: from the arguments and options, or from a table. @throws {@link ScanferryError} `input/invalid` */
export async function wantedCorrections({ args, options }: CallContext): Promise<Correction[]> {
  const table = options.text("table");
  const [project, subject, session] = [
    options.text("project"),
    options.text("subject"),
    options.text("session"),
  ];
  if ((table === undefined) === (args.length === 0)) {
    throw new ScanferryError("input/invalid", "Say which sessions are to be archived, in one way.", {
      hint: "Name them, or give --table FILE.",
    });
  }
  if (table !== undefined) {
    if (subject !== undefined || session !== undefined)
      throw new ScanferryError("input/invalid", "The table says the labels.", {
        hint: "Leave --subject and --session out.",
      });
    return (await readCorrections(table)).map((one) => ({ ...one, project: one.project ?? project }));
  }
  if (session !== undefined && args.length > 1) {
    throw new ScanferryError("input/invalid", "One label is for one session.", {
      hint: "To correct several sessions, write a table and give --table FILE.",
    });
  }
  return [...new Set(args)].map((name) => ({ name, project, subject, session }));
}
