import { once } from "node:events";
import type { CallContext } from "../call-context.js";
import { epilogue } from "../demo/epilogue.js";
import { prepareFolder } from "../demo/prepare-folder.js";
import { playStory } from "../demo/story.js";

/** `scanferry demo`: nothing leaves this machine. The files stay; `--keep` also leaves the server running. */
export async function run(call: CallContext): Promise<number> {
  const folder = call.options.required("out");
  await prepareFolder(folder);
  const { startSandbox } = await import("@scanferry/sandbox");
  await using sandbox = await startSandbox({
    nextcloud: true,
    loris: { study: { candidates: 2 } },
    xnat: true,
  });
  const story = await playStory(call, sandbox, folder);
  const keep = call.options.flag("keep");
  call.say(epilogue(story, keep ? sandbox.url.nextcloud : undefined));
  if (keep && story.code === 0 && !call.signal.aborted) await once(call.signal, "abort");
  return story.code;
}
