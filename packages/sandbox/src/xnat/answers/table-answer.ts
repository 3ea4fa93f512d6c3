import type { Answer } from "../../server/answer.js";
import { restletAnswer } from "./restlet-answer.js";
import { escapeHtml } from "./status-page.js";
import type { XnatCall } from "./xnat-call.js";

const CHUNK_CHARS = 65_536;

/** One row: every value is a text, and what is null in the database is "". */
export type Row = Readonly<Record<string, string>>;

/** A list as XNAT answers it. */
export interface Table {
  /** In the order of CSV and XML. */
  readonly columns: readonly string[];
  /** Begins the rows anew each time; they are never held whole. */
  readonly rows: () => Iterable<Row>;
  /** Behind the rows: `Files`, `Resources`. */
  readonly title?: string;
  /** Whether the number of rows is told. @default true */
  readonly total?: boolean;
  /** Columns whose values are links below the server's root. */
  readonly links?: readonly string[];
}

/** How a list is answered. */
export interface TableWriting {
  /** Format where none was asked for. @default "json" */
  readonly otherwise?: "json" | "xml";
  /** `false` for what a POST answers: it has no `Vary` (recorded). @default true */
  readonly negotiated?: boolean;
}

/** A list in the format that was asked for, JSON unless another was; chunked, as the real ones. */
export function tableAnswer(call: XnatCall, table: Table, writing: TableWriting = {}): Answer {
  const format = call.format(writing.otherwise ?? "json");
  const [type, texts] =
    format === "csv"
      ? (["text/csv", csv(table)] as const)
      : format === "xml"
        ? (["text/xml", xml(table)] as const)
        : format === "html"
          ? (["text/html", html(table)] as const)
          : (["application/json", json(call, table)] as const);
  return restletAnswer({ type, body: chunked(texts), negotiated: writing.negotiated ?? true });
}

/** The recorded spelling, spaces included. */
function* json(call: XnatCall, table: Table): Generator<string> {
  const links = (table.links ?? []).map((key) => ({ key, serverRoot: call.xnat.contextPath }));
  yield `{"ResultSet":{${links.length === 0 ? "" : `"Columns":${JSON.stringify(links)},`}"Result":[`;
  let count = 0;
  for (const row of table.rows()) {
    yield (count === 0 ? "" : ",") + JSON.stringify(row);
    count += 1;
  }
  const rest = [
    ...(table.total === false ? [] : [`"totalRecords": "${String(count)}"`]),
    ...(table.title === undefined ? [] : [`"title": "${table.title}"`]),
  ];
  yield `]${rest.length === 0 ? "" : `, ${rest.join(",")}`}}}`;
}

function* csv(table: Table): Generator<string> {
  yield `${table.columns.join(",")}\n`;
  for (const row of table.rows()) yield `${table.columns.map((key) => csvCell(row[key] ?? "")).join(",")}\n`;
}

function csvCell(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The number of rows stands before them, so that they are made twice. */
function* xml(table: Table): Generator<string> {
  let count = 0;
  const counted = table.rows()[Symbol.iterator]();
  while (counted.next().done !== true) count += 1;
  const title = table.title === undefined ? "" : ` title="${table.title}"`;
  const total = table.total === false ? "" : ` totalRecords="${String(count)}"`;
  const names = table.columns.map((key) => `<column>${key}</column>`).join("");
  yield `<ResultSet${total}${title}><results><columns>${names}</columns>\n<rows>`;
  for (const row of table.rows())
    yield `<row>${table.columns.map((key) => `<cell>${escapeHtml(row[key] ?? "")}</cell>`).join("")}</row>\n`;
  yield "</rows></results></ResultSet>";
}

function* html(table: Table): Generator<string> {
  yield `<html><body><table><tr>${table.columns.map((key) => `<th>${key}</th>`).join("")}</tr>\n`;
  for (const row of table.rows())
    yield `<tr>${table.columns.map((key) => `<td>${escapeHtml(row[key] ?? "")}</td>`).join("")}</tr>\n`;
  yield "</table></body></html>";
}

async function* chunked(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  let held = "";
  for (const text of texts) {
    held += text;
    if (held.length < CHUNK_CHARS) continue;
    yield Buffer.from(held);
    held = "";
    // A turn of the event loop: a hundred thousand rows must not keep the other requests waiting.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (held !== "") yield Buffer.from(held);
}
