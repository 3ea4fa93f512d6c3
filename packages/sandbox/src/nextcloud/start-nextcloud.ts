import { join } from "node:path";
import type { FaultList } from "../faults/fault-list.js";
import type { RequestLog } from "../log/request-log.js";
import type { SandboxClock } from "../server/clock.js";
import { type RunningServer, startHttpServer } from "../server/http-server.js";
import { Cloud } from "./cloud.js";
import { BlobStore } from "./files/blob-store.js";
import { type NextcloudSandboxOptions, startSettings } from "./nextcloud-options.js";
import { nextcloudRoutes } from "./nextcloud-routes.js";
import { credentialsOf, type NextcloudCredentials } from "./nextcloud-credentials.js";
import { NextcloudState } from "./nextcloud-state.js";
import { nextcloudVersion } from "./version.js";

/** A look-alike Nextcloud that is listening. */
export interface RunningNextcloud {
  readonly server: RunningServer;
  readonly credentials: NextcloudCredentials;
  readonly state: NextcloudState;
}

/** Starts the look-alike Nextcloud with one account. */
export async function startNextcloud(
  options: NextcloudSandboxOptions,
  shared: {
    readonly dataDir: string;
    readonly host: string;
    readonly port: number;
    readonly clock: SandboxClock;
    readonly faults: FaultList;
    readonly log: RequestLog;
  },
): Promise<RunningNextcloud> {
  const blobs = new BlobStore(join(shared.dataDir, "nextcloud"), options.storeBytesLimit ?? Infinity);
  const version = nextcloudVersion(options.version ?? "32");
  const cloud = new Cloud(version, startSettings(options), shared.clock, blobs);
  const first = cloud.addAccount({
    username: options.username ?? "researcher",
    password: options.password ?? "R3search-Pass-word",
    displayName: options.displayName ?? "Rita Researcher",
    email: options.email ?? "researcher@example.org",
    timeZone: options.timeZone ?? "UTC",
    ...(options.quotaBytes === undefined ? {} : { quotaBytes: options.quotaBytes }),
  });
  const credentials = credentialsOf(first, options.appPassword);
  for (const user of options.users ?? []) credentialsOf(cloud.addAccount(user));
  const server = await startHttpServer({
    name: "nextcloud",
    host: shared.host,
    port: options.port ?? shared.port,
    clock: shared.clock,
    faults: shared.faults,
    log: shared.log,
    handle: (exchange) => nextcloudRoutes(cloud, exchange),
    latencyMs: () => cloud.settings.latencyMs,
    chunkedBodiesLost: () => !cloud.settings.requestBuffering,
  });
  return { server, credentials, state: new NextcloudState(cloud, first) };
}
