import type { PullOptions } from "@scanferry/loris-client";
import type { CallContext } from "../call-context.js";
import { parseSince } from "../options/parse-since.js";
import { idsFromOption } from "../options/read-id-list.js";

/** What chooses images, for `loris ls` and `loris pull` alike. */
export type LorisFilters = Pick<
  PullOptions,
  "project" | "candidates" | "visits" | "modalities" | "modalityMatch" | "site" | "since"
>;

/** Names under which files of other tools keep the candidate; LORIS's own exports say CandID and PSCID. */
const candidateColumns = ["CandID", "Candidate", "PSCID", "participant_id", "participant", "subject", "id"];

/** Reads the filters. Values that the server does not know are its business: the client asks for them. */
export async function readFilters(call: CallContext): Promise<LorisFilters> {
  const { options } = call;
  const project = options.text("project");
  const file = options.text("candidatesFrom");
  const since = options.text("since");
  const candidates = both(
    options.list("candidates"),
    file === undefined
      ? undefined
      : await idsFromOption(file, call, { noun: "candidates", columns: { known: candidateColumns } }),
  );
  const visits = both(options.list("visitlabels"), options.list("visits"));
  const modalities = options.list("modalities");
  const site = options.list("site");
  return {
    modalityMatch: options.text("modalityMatch") === "contains" ? "contains" : "exact",
    ...(project === undefined ? {} : { project }),
    ...(candidates === undefined ? {} : { candidates }),
    ...(visits === undefined ? {} : { visits }),
    ...(modalities === undefined ? {} : { modalities }),
    ...(site === undefined ? {} : { site }),
    ...(since === undefined ? {} : { since: parseSince(since) }),
  };
}

function both(one: string[] | undefined, other: string[] | undefined): string[] | undefined {
  return one === undefined || other === undefined ? (one ?? other) : [...one, ...other];
}
