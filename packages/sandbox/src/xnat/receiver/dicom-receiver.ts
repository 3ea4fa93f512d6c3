import { type AddressInfo, createServer, type Socket } from "node:net";
import { receiveAssociation } from "./receive-association.js";
import { type DicomReceiverSettings, startReceiverSettings } from "./receiver-settings.js";

/** An instance that the receiver took. */
export interface SandboxReceivedInstance {
  readonly sopInstanceUid: string;
  readonly transferSyntax: string;
  /** Project that it was routed to, or `Unassigned`. */
  readonly project: string;
  readonly subject: string;
  /** Label of the session. */
  readonly session: string;
}

/** The DICOM receiver of the look-alike XNAT: C-ECHO and C-STORE, and what was received. */
export class DicomReceiver {
  readonly settings: DicomReceiverSettings = startReceiverSettings();
  /** In the order in which they came; what the prearchive refused is not among them. */
  readonly received: SandboxReceivedInstance[] = [];
  /** Connections that were accepted so far. */
  connections = 0;
  readonly #open = new Set<Socket>();
  #server: ReturnType<typeof createServer> | undefined;
  #port = 0;

  constructor(
    readonly aeTitle: string,
    private readonly take: (file: AsyncIterable<Uint8Array>) => Promise<SandboxReceivedInstance | number>,
  ) {}

  /** Where it listens; 0 when it does not. */
  get port(): number {
    return this.#port;
  }

  /** Starts to listen. @param port - 0 picks a free one */
  async listen(host: string, port: number): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => {
      this.#serve(socket);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Cuts what is open and stops listening. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    for (const socket of this.#open) socket.destroy();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#open.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => this.#open.delete(socket));
    const { aeTitle, settings } = this;
    // A peer that goes away in the middle ends its own association and nothing else.
    receiveAssociation(socket, { aeTitle, settings, store: (file) => this.#store(file) }).catch(() => {
      socket.destroy();
    });
  }

  async #store(file: AsyncIterable<Uint8Array>): Promise<number> {
    const taken = await this.take(file);
    if (typeof taken === "number") return taken;
    this.received.push(taken);
    return 0;
  }
}
