import type { CallContext } from "../call-context.js";
import { withNextcloud } from "../nextcloud/connect.js";
import { fileParticipants } from "../share/file-participants.js";
import { runShare } from "../share/run-share.js";
import { checkSettings, shareSettings } from "../share/share-settings.js";

/** `scanferry share file PATH…` */
export async function run(call: CallContext): Promise<number> {
  const participants = await fileParticipants(call.args, call.options.text("oneZip"));
  await checkSettings(shareSettings(call, {}));
  return withNextcloud(call, (cloud, login) =>
    runShare(call, cloud, shareSettings(call, login.settings), async function* () {
      yield* participants;
    }),
  );
}
