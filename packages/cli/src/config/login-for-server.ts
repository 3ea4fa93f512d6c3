import type { CallContext } from "../call-context.js";
import { credentialsLayer } from "./credentials-layer.js";
import { environmentLayers, flagLayer, type LoginLayer } from "./login-layers.js";
import { mergeLayers, type MergedLogin } from "./merge-layers.js";
import { refuseOtherServer } from "./refuse-other-server.js";
import type { ServiceKind } from "./service-kind.js";

/**
 * Gathers what flags, environment and the file of `--credentials` know of a login that is to be stored for this very
 * server; what they hold for another one is not sent to it.
 *
 * @throws {@link ScanferryError} `input/invalid`
 */
export async function loginForServer(
  kind: ServiceKind,
  call: CallContext,
  url: string,
): Promise<Pick<MergedLogin, "username" | "password">> {
  const file = await credentialsLayer(call);
  const layers: (LoginLayer | undefined)[] = [
    { source: "the address", url, explicit: true },
    // --url may stand beside the address, which wins; what else the flags say is meant for that.
    { ...flagLayer(call.options, call.passwordStdin), url: undefined },
    // A session that another program has opened is no login to store.
    ...environmentLayers(kind, call.env).filter(({ token }) => token === undefined),
    file?.layer,
  ];
  const known = await mergeLayers(layers.filter((layer) => layer !== undefined));
  await refuseOtherServer(call, known.strangers, url);
  return known;
}
