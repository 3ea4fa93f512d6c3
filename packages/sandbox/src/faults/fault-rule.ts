/** Which requests a rule meets, and how often. */
export interface FaultMatch {
  /** HTTP method, any when left out. */
  readonly method?: string;
  /** Part of the decoded path, or a pattern it must match; any when left out. */
  readonly path?: string | RegExp;
  /** Part of the query as sent (`format=zip`), or a pattern it must match; any when left out. */
  readonly query?: string | RegExp;
  /** How many matching requests pass unharmed first. @default 0 */
  readonly skip?: number;
  /** How many requests are hit before the rule is used up. @default 1 */
  readonly times?: number;
}

/**
 * When an answering fault strikes: before the server does anything, after it did all of it (the answer is lost, the
 * share exists), or at once while the server goes on working behind a proxy that gave up.
 */
export type FaultMoment = "before" | "after" | "detached";

/** What goes wrong. */
export type FaultAction =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** @default "before" */
      readonly when?: FaultMoment;
    }
  /** 200 with an HTML login page. */
  | { readonly kind: "html"; readonly when?: FaultMoment }
  /** The connection is reset. */
  | { readonly kind: "reset"; readonly when?: FaultMoment }
  /** The answer comes late. */
  | { readonly kind: "latency"; readonly ms: number }
  /** The connection is cut after this share of the answer's body. */
  | { readonly kind: "cutAtPercent"; readonly percent: number }
  /**
   * The answer ends after this many bytes of its body: `close` without an end (what a dead server leaves), `reset` by RST,
   * `clean` as if it were whole: a chunked answer is terminated, as a servlet that fails in its middle may do.
   */
  | { readonly kind: "cutAtBytes"; readonly bytes: number; readonly end?: "close" | "reset" | "clean" }
  /** The answer stops after some bytes of its body and the connection stays open (`ms`: until then, else until the client leaves). */
  | { readonly kind: "stall"; readonly afterBytes?: number; readonly ms?: number }
  /** One bit of the answer's body is turned over; `at` is the byte, the middle when left out. */
  | { readonly kind: "flipByte"; readonly at?: number }
  /** The answer announces this many bytes more (or fewer) than it sends; one without a length gets one where its size can be told. */
  | { readonly kind: "wrongLength"; readonly delta: number }
  /** The connection is reset after this share of the announced request body. */
  | { readonly kind: "cutUploadAtPercent"; readonly percent: number }
  /** The server stops reading the request body there. */
  | { readonly kind: "stallUpload"; readonly afterBytes?: number; readonly ms?: number }
  /** One bit of what arrives is turned over before it is stored. */
  | { readonly kind: "flipUploadByte"; readonly at?: number }
  /** Only so many bytes are stored; the server says nothing. */
  | { readonly kind: "truncateUpload"; readonly bytes: number }
  /** Something is done past HTTP before the request is answered, or after its answer went out: a session expires, a file list changes. */
  | { readonly kind: "run"; readonly run: () => void; readonly when?: "before" | "after" }
  /** Both directions are throttled. */
  | { readonly kind: "slow"; readonly bytesPerSecond: number };

/** One rule: which requests, what goes wrong. */
export type FaultRule = FaultMatch & FaultAction;
