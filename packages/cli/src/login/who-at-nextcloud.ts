import type { CallContext } from "../call-context.js";
import { resolveLogin } from "../config/resolve-login.js";
import { connectNextcloud } from "../nextcloud/connect.js";
import type { Who } from "./who.js";

/** Asks a Nextcloud who we are. */
export async function whoAtNextcloud(call: CallContext): Promise<Who> {
  const login = await resolveLogin("nextcloud", call);
  const cloud = await connectNextcloud(login, call);
  await cloud.close();
  return { url: login.url, username: cloud.userId, from: login.from };
}
