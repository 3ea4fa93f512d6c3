import type { ByteStream } from "@scanferry/transfer";
import { ScanferryError, changedError, steadyList, toScanferryError, withoutPage } from "@scanferry/transfer";
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
  /** The project whose web page a 403 names. @default the one in the path */
  readonly project?: string | undefined;
}

/**
 * Reads the rows of one of XNAT's tables while they arrive, so that 100,000 subjects are never held whole.
 *
 * @param path Below the server's root, its names encoded ({@link requestPath}), e.g. "/data/projects/P/subjects".
 * @throws {@link ScanferryError} `auth/*`, `remote/*`, `net/*`, `aborted`; `remote/conflict` when the list changed while it was read,
 * `remote/failed` also for what is no list of rows, and for one that has fewer rows than it says, twice
 */
export async function* listRows(
  ctx: XnatContext,
  path: string,
  options: ListOptions = {},
): AsyncGenerator<Row, void, undefined> {
  const { signal, subject = path, project, query } = options;
  const open = async (): Promise<ByteStream> =>
    (await openBody(ctx, path, { query: { format: "json", ...query }, signal, subject, project })).body;
  const { retries, sleep } = ctx;
  let rows = 0;
  let short = 0;
  const ended = (total: number): void => {
    if (total > rows) throw rowsMissing({ again: ++short === 1 });
  };
  try {
    for await (const { value } of steadyList(open, {
      paths: ["$.ResultSet.Result.*"],
      look: async (body) =>
        listBody(await withoutPage(body, (text) => pageError(pageIn(text) ?? "other", 200)), ended),
      retries,
      sleep,
      signal,
    })) {
      rows++;
      yield rowOf(value);
    }
  } catch (error) {
    const failure = toScanferryError(error);
    throw failure.subject === undefined ? changedError(failure, { subject }) : failure;
  }
}

/** All values are texts on 1.6 and in 1.9's source; what another release sends as a number or `null` becomes one. */
function rowOf(value: unknown): Row {
  if (typeof value !== "object" || value === null) {
    throw new ScanferryError(
      "remote/failed",
      "A row of XNAT's list has another shape than known releases send.",
      {
        hint: "Check that the address is an XNAT. If it is, report its release and this message.",
        details: { reason: "row" },
      },
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([column, one]: [string, unknown]) => [column, textOf(one)]),
  );
}

function rowsMissing({ again }: { again: boolean }): ScanferryError {
  return new ScanferryError("remote/failed", "XNAT's list has fewer rows than it says.", {
    hint: "Nothing of it is left out in silence. Run the same command again; if that does not help, tell the administrator of the XNAT: a proxy may cut its answers.",
    retryable: again,
    details: { reason: "rows" },
  });
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
