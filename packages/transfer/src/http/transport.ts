import { Socket } from "node:net";
import * as tls from "node:tls";

import type { buildConnector, Dispatcher } from "undici";

import { ScanferryError } from "../errors/scanferry-error.js";
import type { NetworkOptions } from "./network-options.js";
import { ReceiveMemory } from "./receive-memory.js";

/** The two ways out (small answers by fetch, byte streams by dispatch) over one dispatcher, so that proxy and certificates hold for both. */
export interface Transport {
  dispatcher: Dispatcher;
  fetch: typeof import("undici").fetch;
  /** Says that a chunk goes to a reader. */
  hand(chunk: Uint8Array): void;
  /** Takes the memory of a chunk back. */
  release(chunk: Uint8Array): void;
  close(): Promise<void>;
}

/** The certificates that Node trusts by default; those of NODE_EXTRA_CA_CERTS are among them from Node 22.15 on. */
function knownCertificates(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (type: "default") => string[] };
  return getCACertificates?.("default") ?? tls.rootCertificates;
}

function proxyAddress(value: string | undefined): string {
  if (value === undefined || value === "") return "";
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(address)) {
    throw new ScanferryError("input/invalid", "The address of the proxy is not an address.", {
      hint: "Write it as http://host:port in HTTPS_PROXY.",
    });
  }
  return address;
}

/**
 * How servers are connected to without a proxy: plain sockets receive into memory of ours; behind TLS, where bytes come 16 KiB at a
 * time, Node's own way is as good.
 */
function connector(
  build: typeof buildConnector,
  options: buildConnector.BuildOptions,
  { memory, connecting }: { memory: ReceiveMemory; connecting: Set<Socket> },
): buildConnector.connector {
  const secure = build(options);
  return (target, callback) => {
    let socket: Socket | undefined;
    const onread = memory.reader((chunk) => socket?.push(chunk) === true);
    // It gives the socket, which the types of undici 7 do not say.
    const connect: (...args: Parameters<buildConnector.connector>) => unknown =
      target.protocol === "https:" ? secure : build({ ...options, onread });
    const begun = connect(target, (...[error, connected]) => {
      if (begun instanceof Socket) connecting.delete(begun);
      socket = connected ?? undefined;
      if (error === null) callback(null, connected);
      else callback(error, null);
    });
    if (begun instanceof Socket) connecting.add(begun);
  };
}

/**
 * Makes the transport. undici is loaded here, at the first request: it takes 50 ms to load, a quarter of a short command,
 * and an `import()` gives the same module to our ESM and our CommonJS build.
 */
export async function openTransport(network: NetworkOptions): Promise<Transport> {
  const { EnvHttpProxyAgent, buildConnector, fetch } = await import("undici");
  const { proxy = {}, ca, connectMs = 15_000 } = network;
  const connect = {
    timeout: connectMs,
    autoSelectFamily: true,
    // Naming `ca` replaces Node's own list (and NODE_EXTRA_CA_CERTS with it), so the list is named too.
    ...(ca === undefined ? {} : { ca: [...knownCertificates(), ca] }),
  };
  const memory = new ReceiveMemory();
  const connecting = new Set<Socket>();
  // Empty texts, not undefined: with undefined, EnvHttpProxyAgent reads the environment by itself.
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxyAddress(proxy.http),
    httpsProxy: proxyAddress(proxy.https),
    noProxy: proxy.no ?? "",
    // Plain http goes to the proxy as an absolute address: Squid's default forbids CONNECT to port 80.
    proxyTunnel: false,
    connect: connector(buildConnector, connect, { memory, connecting }),
    requestTls: connect,
    proxyTls: connect,
    // Stalls are watched by ourselves: undici's timers also stop a healthy upload that the receiver slows down.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    dispatcher,
    fetch,
    hand: (chunk) => {
      memory.hand(chunk);
    },
    release: (chunk) => {
      memory.release(chunk);
    },
    close: async () => {
      const destroyed = dispatcher.destroy();
      // undici leaves those to their own time limit, for which the program would wait.
      for (const socket of connecting) socket.destroy(new Error("The client is closed."));
      await destroyed;
    },
  };
}
