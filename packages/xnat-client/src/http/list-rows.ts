import type { ByteStream } from "@scanferry/transfer";
import { changedError, steadyList, toScanferryError, withoutPage } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import type { Row } from "../schemas/row.js";
import { listBody } from "./list-body.js";
import { openBody } from "./open-body.js";
import { pageError, pageIn } from "./web-page.js";

/** What a list may be asked with. */
export interface ListOptions extends CallOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** What it is about, for the error's `subject`; it may name a participant. @default the path */
  readonly subject?: string | undefined;
}

/**
 * Reads the rows of one of XNAT's tables while they arrive, so that 100,000 subjects are never held whole.
 *
 * @param path Below the server's root, its names encoded ({@link requestPath}), e.g. "/data/projects/P/subjects".
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`; `remote/conflict` when the list changed while it was read
 */
export async function* listRows(
  ctx: XnatContext,
  path: string,
  options: ListOptions = {},
): AsyncGenerator<Row, void, undefined> {
  const { signal, subject = path, query } = options;
  const open = async (): Promise<ByteStream> =>
    (await openBody(ctx, path, { query: { format: "json", ...query }, signal, subject })).body;
  const { retries, sleep } = ctx;
  try {
    for await (const { value } of steadyList(open, {
      paths: ["$.ResultSet.Result.*"],
      look: async (body) =>
        listBody(await withoutPage(body, (text) => pageError(pageIn(text) ?? "other", 200))),
      retries,
      sleep,
      signal,
    })) {
      yield rowOf(value);
    }
  } catch (error) {
    const failure = toScanferryError(error);
    throw failure.subject === undefined ? changedError(failure, { subject }) : failure;
  }
}

/** All values are texts on 1.6 and in 1.9's source; what another release sends as a number or `null` becomes one. */
function rowOf(value: unknown): Row {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([column, one]: [string, unknown]) => [column, textOf(one)]),
  );
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
