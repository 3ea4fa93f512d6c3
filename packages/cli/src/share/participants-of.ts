import type { Pick } from "@scanferry/bids-fs";
import type { ShareParticipant } from "@scanferry/nextcloud-share";
import type { CallContext } from "../call-context.js";

/** Joins the picker with the sharing library, which knows nothing of BIDS; warnings about images go to the log. */
export async function* participantsOf(
  picks: AsyncIterable<Pick>,
  call: CallContext,
): AsyncGenerator<ShareParticipant> {
  for await (const { label, files, problem, warnings } of picks) {
    for (const { message, hint, path } of warnings) {
      call.logger.log("warn", `${message} ${hint}`, { subject: label, path });
    }
    const wanted = files.map(({ name, path, sizeBytes, mtime }) => ({ name, path, sizeBytes, mtime }));
    yield { label, files: wanted, ...(problem === undefined ? {} : { problem }) };
  }
}
