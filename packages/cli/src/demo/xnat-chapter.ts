import { writeFile } from "node:fs/promises";
import { XnatClient, type PullOptions } from "@scanferry/xnat-client";
import type { Sandbox } from "@scanferry/sandbox";
import type { CallContext } from "../call-context.js";
import { exit } from "../errors/exit-code.js";
import { readIdList } from "../options/read-id-list.js";
import { runTransfer } from "../transfer/run-transfer.js";
import type { DemoPaths } from "./demo-paths.js";

/** Where the first run is stopped. */
const filesBeforeTheStop = 5;

/** Plays the XNAT tutorial's job: the subjects of a list, a run that is stopped, one that goes on, one with nothing to do. */
export async function playXnatChapter(
  call: CallContext,
  { sandbox, paths }: { sandbox: Sandbox; paths: DemoPaths },
): Promise<number> {
  await writeFile(paths.subjects, "Project,Subject\nSANDBOX,S1\nSANDBOX,002\n");
  const subjects = await readIdList(paths.subjects, { known: ["Subject"] });
  const xnat = await XnatClient.connect(
    { baseUrl: sandbox.url.xnat, auth: sandbox.credentials.xnat },
    { signal: call.signal },
  );
  try {
    const pull = (options: PullOptions = {}) =>
      xnat.project("SANDBOX").pull(paths.archive, { subjects, signal: call.signal, ...options });
    let brought = 0;
    for await (const { status } of pull()) {
      if (status === "done") brought += 1;
      // Leaving the loop stops the pull, as Ctrl-C would.
      if (brought === filesBeforeTheStop) break;
    }
    call.say("   Stopped in its middle. Again, it goes on there:");
    const silent = { line: () => undefined };
    const code = await runTransfer(call, (from) => pull(from), silent);
    if (code !== exit.done) return code;
    call.say("   And once more, with nothing left to bring:");
    return await runTransfer(call, (from) => pull(from), silent);
  } finally {
    await xnat.close();
  }
}
