import type { CallContext } from "../call-context.js";
import { credentialsLayer } from "../config/credentials-layer.js";
import { environmentLayers, flagLayer, type LoginLayer } from "../config/login-layers.js";
import { mergeLayers } from "../config/merge-layers.js";
import { refuseOtherServer } from "../config/refuse-other-server.js";
import { askPassword, askUser } from "../config/resolve-login.js";
import type { LoginToStore } from "../config/store-login.js";
import { acceptLorisLogin } from "../loris/connect.js";

/**
 * Logs in to a LORIS, which knows no other login than a user and a password: from flags, environment or the file of
 * `--credentials`, else asked at the terminal.
 */
export async function logInLoris(call: CallContext, url: string): Promise<LoginToStore> {
  const file = await credentialsLayer(call);
  const layers: (LoginLayer | undefined)[] = [
    { source: "the address", url, explicit: true },
    // --url may stand beside the address, which wins; what else the flags say is meant for that.
    { ...flagLayer(call.options, call.passwordStdin), url: undefined },
    ...environmentLayers("loris", call.env),
    file?.layer,
  ];
  const known = await mergeLayers(layers.filter((layer) => layer !== undefined));
  await refuseOtherServer(call, known.strangers, url);
  const username = known.username ?? (await askUser(url, call));
  const password = known.password ?? (await askPassword(url, username, call, ""));
  call.secrets.add(password);
  return acceptLorisLogin(call, { url, username, password });
}
