import type { FaultList } from "../faults/fault-list.js";
import type { RequestLog } from "../log/request-log.js";
import type { SandboxClock } from "../server/clock.js";
import { type RunningServer, startHttpServer } from "../server/http-server.js";
import { Loris } from "./loris.js";
import type { LorisCredentials, LorisSandboxOptions } from "./loris-options.js";
import { lorisRoutes } from "./loris-routes.js";
import { LorisState } from "./loris-state.js";

/** A look-alike LORIS that is listening. */
export interface RunningLoris {
  readonly server: RunningServer;
  readonly credentials: LorisCredentials;
  readonly state: LorisState;
}

/** Starts the look-alike LORIS. */
export async function startLoris(
  options: LorisSandboxOptions,
  shared: {
    readonly host: string;
    readonly port: number;
    readonly clock: SandboxClock;
    readonly faults: FaultList;
    readonly log: RequestLog;
  },
): Promise<RunningLoris> {
  const loris = new Loris(options, shared.clock);
  const server = await startHttpServer({
    ...shared,
    name: "loris",
    port: options.port ?? shared.port,
    handle: (exchange) => lorisRoutes(loris, exchange),
    latencyMs: () => loris.settings.latencyMs,
    chunkedBodiesLost: () => false,
  });
  const { username, password } = loris.accounts.first;
  return { server, credentials: { username, password }, state: new LorisState(loris) };
}
