import type { FaultList } from "../faults/fault-list.js";
import type { RequestLog } from "../log/request-log.js";
import type { SandboxClock } from "../server/clock.js";
import { type RunningServer, startHttpServer } from "../server/http-server.js";
import { Xnat } from "./xnat.js";
import type { XnatCredentials, XnatSandboxOptions } from "./xnat-options.js";
import { xnatRoutes } from "./xnat-routes.js";
import { XnatState } from "./xnat-state.js";

/** A look-alike XNAT that is listening. */
export interface RunningXnat {
  readonly server: RunningServer;
  /** With the context path. */
  readonly url: string;
  readonly credentials: XnatCredentials;
  readonly state: XnatState;
}

/** Starts the look-alike XNAT. */
export async function startXnat(
  options: XnatSandboxOptions,
  shared: {
    readonly dataDir: string;
    readonly host: string;
    readonly port: number;
    readonly clock: SandboxClock;
    readonly faults: FaultList;
    readonly log: RequestLog;
  },
): Promise<RunningXnat> {
  const xnat = new Xnat(options, shared.clock, shared.dataDir);
  const server = await startHttpServer({
    ...shared,
    name: "xnat",
    port: options.port ?? shared.port,
    handle: (exchange) => xnatRoutes(xnat, exchange),
    latencyMs: () => xnat.settings.latencyMs,
    chunkedBodiesLost: () => false,
    // Restlet's answers name themselves, Tomcat's do not (recorded).
    serverName: "",
  });
  const { receiver } = xnat;
  if (options.dicomPort !== undefined)
    try {
      await receiver.listen(shared.host, options.dicomPort);
    } catch (error) {
      await server.close();
      throw error;
    }
  const { username, password, provider } = xnat.accounts.first;
  return {
    server: {
      ...server,
      close: async () => {
        await receiver.close();
        await server.close();
      },
    },
    url: `${server.url}${xnat.contextPath}`,
    credentials: { username: provider === undefined ? username : `${provider}/${username}`, password },
    state: new XnatState(xnat),
  };
}
