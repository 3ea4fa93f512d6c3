import { ScanferryError } from "@scanferry/transfer";
import type { Finding } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { createRowPrinter } from "../output/row-printer.js";
import { withXnat } from "../xnat/connect.js";
import { cellsOfFinding, findingHead, findingRecord, nextCommand } from "../xnat/finding-line.js";

/** Kinds that are no place where the data lie. */
const notFound: readonly Finding["kind"][] = ["unseen", "more", "nothing"];

/** `scanferry xnat find SUBJECT`: each place as it is found, then what to do next. */
export async function run(call: CallContext): Promise<number> {
  const text = (call.args[0] ?? "").trim();
  if (text === "")
    throw new ScanferryError("input/invalid", "There is nothing to look for.", {
      hint: "Give a label or a part of it.",
    });
  return withXnat(call, async (xnat) => {
    const rows = createRowPrinter(call.out, findingHead);
    const advice = new Set<string>();
    let found = 0;
    let exact = false;
    for await (const finding of xnat.find(text, { signal: call.signal })) {
      const isPlace = !notFound.includes(finding.kind);
      if (isPlace) found += 1;
      // A place is a row; the rest is said in words.
      if (isPlace || call.out.json)
        await rows.row(findingRecord(finding), isPlace ? cellsOfFinding(finding) : []);
      advice.add(finding.advice);
      // Exact ones come first. Where there is one, those that only hold the text are rows and nobody's next step.
      const match = "match" in finding ? finding.match : undefined;
      exact ||= match === "exact";
      const next = exact && match !== "exact" ? undefined : nextCommand(finding);
      if (next !== undefined) advice.add(`  ${next}`);
      if (call.out.closed) break;
    }
    await rows.end();
    // What to do next is for people; that nothing was found is said under -q too.
    for (const sentence of advice) {
      if (found === 0) call.tell(sentence);
      else call.say(sentence);
    }
    return found === 0 ? exit.missing : exit.done;
  });
}
