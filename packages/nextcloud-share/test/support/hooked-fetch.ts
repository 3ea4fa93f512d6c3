/** What a test does to a small request: `undefined` passes it on, an answer takes its place. */
export type FetchHook = (
  method: string,
  url: URL,
  pass: () => Promise<Response>,
) => Promise<Response | undefined>;

/** A fetch whose hook can be set later; uploads of files do not come along here. */
export function hookedFetch(): { fetch: typeof fetch; hook: FetchHook | undefined } {
  const hooked: { fetch: typeof fetch; hook: FetchHook | undefined } = {
    hook: undefined,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const pass = (): Promise<Response> => fetch(input, init);
      return (await hooked.hook?.(init?.method ?? "GET", url, pass)) ?? pass();
    },
  };
  return hooked;
}

/** What fetch throws when a connection breaks. */
export function brokenConnection(): Error {
  return new TypeError("fetch failed", {
    cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  });
}
