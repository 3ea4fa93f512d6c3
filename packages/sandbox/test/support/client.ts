import type { Sandbox } from "../../src/index.js";

export type Login = readonly [user: string, password: string];

interface Options {
  readonly login?: Login | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an OCS call gave. */
interface OcsAnswer {
  readonly status: number;
  readonly message: string;
  readonly data: Record<string, unknown>;
}

/** The few calls that the sandbox's own tests make; written with fetch alone, apart from every client of ours. */
export interface TestClient {
  request(
    method: string,
    path: string,
    options?: Options & { body?: string | Uint8Array },
  ): Promise<Response>;
  get(path: string, options?: Options): Promise<Response>;
  put(path: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<Response>;
  ocs(method: string, path: string, form?: Record<string, string>, options?: Options): Promise<OcsAnswer>;
  share(
    path: string,
    form?: Record<string, string>,
  ): Promise<{ id: string; token: string; expiration: string | null }>;
}

/** A client of one sandbox, logged in with the app password unless told otherwise. */
export function client(sandbox: Sandbox): TestClient {
  const { username, appPassword } = sandbox.credentials.nextcloud;
  const request: TestClient["request"] = (method, path, options = {}) => {
    const [user, password] = options.login ?? [username, appPassword];
    return fetch(`${sandbox.url.nextcloud}${path}`, {
      method,
      redirect: "manual",
      headers: {
        "ocs-apirequest": "true",
        ...(user === ""
          ? {}
          : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: options.body }),
    });
  };
  const ocs: TestClient["ocs"] = async (method, path, form, options) => {
    const answer = await request(method, `/ocs/v2.php${path}${path.includes("?") ? "&" : "?"}format=json`, {
      ...options,
      ...(form === undefined
        ? {}
        : {
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body: new URLSearchParams(form).toString(),
          }),
    });
    const text = await answer.text();
    if (!text.startsWith("{")) return { status: answer.status, message: text, data: {} };
    const parsed = JSON.parse(text) as { ocs: { meta: { message: string }; data: Record<string, unknown> } };
    return { status: answer.status, message: parsed.ocs.meta.message, data: parsed.ocs.data };
  };
  return {
    request,
    get: (path, options) => request("GET", path, options),
    put: async (path, body, headers = {}) => {
      const folder = path.split("/").slice(0, -1).join("/");
      if (folder !== "") await request("MKCOL", `/remote.php/dav/files/${username}${folder}`);
      return request("PUT", `/remote.php/dav/files/${username}${path}`, { body, headers });
    },
    ocs,
    share: async (path, form = {}) => {
      const answer = await ocs("POST", "/apps/files_sharing/api/v1/shares", {
        path,
        shareType: "3",
        ...form,
      });
      if (answer.status !== 200) throw new Error(`share: ${String(answer.status)} ${answer.message}`);
      return answer.data as { id: string; token: string; expiration: string | null };
    },
  };
}
