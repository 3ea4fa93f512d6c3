import { exitCodes } from "../errors/exit-code.js";
import type { Topic } from "./topics.js";

const meanings: readonly (readonly [number, string])[] = [
  [0, "done; also when there was nothing left to do"],
  [1, "something of this machine (disk full, no permission, file open elsewhere), or anything unforeseen"],
  [2, "wrong usage or configuration"],
  [
    3,
    "some items failed, for different reasons; `share verify` found a link that does not work; `xnat pull --check` or `loris pull --check` found a difference",
  ],
  [4, "login missing or refused; wrong archive password"],
  [
    5,
    "not found, also by `xnat find`; with --strict also: a subject or session that is not on the server, a participant without an image, an image that was left out",
  ],
  [6, "network or server not reachable, after all retries"],
  [7, "the server refuses: it exists already, quota, policy, conflict"],
  [8, "data damaged or unsafe"],
  [9, "nothing matched, with --error-if-empty"],
  [130, "stopped by Ctrl-C"],
];

/** The table of exit codes, with the error codes behind each. */
export const exitCodesTopic: Topic = {
  name: "exit-codes",
  title: "Exit codes",
  text: [
    ...meanings.map(([code, meaning]) => {
      const codes = Object.entries(exitCodes)
        .filter(([, exit]) => exit === code)
        .map(([name]) => name);
      const names = codes.length === 0 ? "" : `\n      ${codes.join(", ")}`;
      return `${String(code).padStart(4)}  ${meaning}${names}`;
    }),
    "",
    "When all failed items of a run failed in the same way, the exit code is that way's;",
    "when they differ, it is 3. The other items are done all the same.",
  ].join("\n"),
};
