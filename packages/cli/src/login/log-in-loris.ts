import type { CallContext } from "../call-context.js";
import { credentialsLayer } from "../config/credentials-layer.js";
import { environmentLayers, flagLayer } from "../config/login-layers.js";
import { mergeLayers } from "../config/merge-layers.js";
import { askPassword, askUser } from "../config/resolve-login.js";
import type { LoginToStore } from "../config/store-login.js";
import { acceptLorisLogin } from "../loris/connect.js";

/**
 * Logs in to a LORIS, which knows no other login than a user and a password: from flags, environment or the file of
 * `--credentials`, else asked at the terminal.
 */
export async function logInLoris(call: CallContext, url: string): Promise<LoginToStore> {
  const file = await credentialsLayer(call);
  const layers = [
    flagLayer(call.options, call.passwordStdin),
    ...environmentLayers("loris", call.env),
    file?.layer,
  ];
  // The address is known already; what another layer says about it changes nothing.
  const known = await mergeLayers(
    layers.filter((layer) => layer !== undefined).map((layer) => ({ ...layer, url: undefined })),
  );
  const username = known.username ?? (await askUser(url, call));
  const password = known.password ?? (await askPassword(url, username, call, ""));
  call.secrets.add(password);
  return acceptLorisLogin(call, { url, username, password });
}
