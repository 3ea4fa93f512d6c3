import { createServer, request as forward } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy as labs have them: CONNECT for https, absolute addresses for http, a password if wanted. */
export class ProxyServer {
  /** "CONNECT host:port" or "GET http://…", in order. */
  readonly seen: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer();

  constructor(readonly password?: string) {
    const allowed = (header: string | undefined): boolean =>
      password === undefined || header === `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#server.on("connect", (request, client: Socket) => {
      this.seen.push(`CONNECT ${request.url ?? ""}`);
      client.on("error", () => undefined);
      if (!allowed(request.headers["proxy-authorization"])) {
        client.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      const [host = "", port = ""] = (request.url ?? "").split(":");
      const upstream = connect(Number(port), host, () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on("error", () => client.destroy());
      client.on("close", () => upstream.destroy());
    });
    this.#server.on("request", (request, response) => {
      this.seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
      if (!allowed(request.headers["proxy-authorization"])) {
        response.writeHead(407).end();
        return;
      }
      const { "proxy-authorization": _, ...headers } = request.headers;
      const onward = forward(request.url ?? "", { method: request.method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      request.pipe(onward);
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    const user = this.password === undefined ? "" : `user:${this.password}@`;
    return `http://${user}127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
