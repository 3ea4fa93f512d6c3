import { XnatClient, type XnatAuth } from "@scanferry/xnat-client";
import type { CallContext } from "../call-context.js";
import { networkOf, userAgent } from "../network/network-of.js";

/** Calls whose address names nobody: a log without them would not tell how a login went. */
const withoutLabels =
  /\/data\/(?:auth|JSESSION|version|projects|subjects|experiments|prearchive(?:\/projects)?|services\/tokens\/issue)$/;

/** Connects, and leaves what is stored as it is. */
export async function openXnat(
  { url, auth, nextAuth }: { url: string; auth: XnatAuth; nextAuth?: () => Promise<XnatAuth> },
  call: CallContext,
): Promise<XnatClient> {
  const retries = call.options.count("retries");
  const xnat = await XnatClient.connect(
    {
      baseUrl: url,
      auth,
      network: networkOf(call),
      userAgent: userAgent(),
      log: (line, request) => {
        // Paths hold subjects and sessions: as a field of that name, they fall under --redact.
        const path = request?.path;
        const isOpen = path !== undefined && withoutLabels.test(path);
        call.logger.log("debug", "http", isOpen ? { request: line, call: path } : { request: line, path });
      },
      ...(nextAuth === undefined ? {} : { nextAuth }),
      ...(retries === undefined ? {} : { retries }),
    },
    { signal: call.signal },
  );
  // Whoever has the session's id is logged in as well.
  if (xnat.session.id !== undefined) call.secrets.add(xnat.session.id);
  return xnat;
}
