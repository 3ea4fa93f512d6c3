import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { changedError, networkError, throwIfAborted, type ScanferryError } from "@scanferry/transfer";
import type { KnownPeer } from "../known-peer.js";
import { tlsContext } from "./tls-context.js";

/**
 * Connects to a receiver. Nagle's delay is off: with it, each small answer would wait for the acknowledgement of the last packet (40 ms per file).
 *
 * @throws {@link ScanferryError} `net/unreachable` · `net/tls` · `net/timeout` · `net/reset` · `input/invalid` · `aborted`
 */
export async function openSocket(peer: KnownPeer, signal?: AbortSignal): Promise<Socket> {
  throwIfAborted(signal);
  const { host, port, tls } = peer;
  const secureContext = tls === undefined ? undefined : tlsContext(tls);
  try {
    return await new Promise<Socket>((resolve, reject) => {
      const socket =
        tls === undefined
          ? connectPlain({ host, port, noDelay: true })
          : connectTls({
              host,
              port,
              secureContext,
              ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
              rejectUnauthorized: tls.insecure !== true,
            });
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
        socket.removeListener("close", onClose);
        act();
      };
      const fail = (error: Error): void => {
        settle(() => {
          socket.destroy();
          reject(error);
        });
      };
      const onAbort = (): void => {
        fail(new Error("aborted"));
      };
      const onClose = (): void => {
        fail(Object.assign(new Error("closed"), { code: "ECONNRESET" }));
      };
      const timer = setTimeout(() => {
        fail(Object.assign(new Error("connect timed out"), { code: "ETIMEDOUT" }));
      }, peer.connectTimeoutMs);
      signal?.addEventListener("abort", onAbort, { once: true });
      socket.once("close", onClose);
      // It stays for the socket's whole life: an error without a listener would end the process.
      socket.on("error", fail);
      socket.once(tls === undefined ? "connect" : "secureConnect", () => {
        settle(() => {
          socket.setNoDelay(true);
          resolve(socket);
        });
      });
    });
  } catch (error) {
    throw adviceOf(networkError(error, { host: peer.name, signal }), tls !== undefined);
  }
}

/** The general advice is about web servers; a DICOM receiver takes its authority by option. */
function adviceOf(error: ScanferryError, isTls: boolean): ScanferryError {
  if (error.code === "net/unreachable") {
    return changedError(error, {
      hint: "Check host and port of the DICOM receiver (XNAT's own port is 8104), and whether a firewall lies between.",
    });
  }
  if (isTls && error.code === "net/reset") {
    return changedError(error, {
      hint: "It hung up before an encrypted connection was agreed upon: perhaps it does not speak TLS at this port.",
    });
  }
  if (error.code !== "net/tls" || !isTls) return error;
  return changedError(error, {
    hint: "Give the receiver's certificate authority, and the name in its certificate where that is not the host; or check whether it speaks TLS at this port at all.",
  });
}
