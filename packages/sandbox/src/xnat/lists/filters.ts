/** Query keys that are no column. */
const NO_FILTER = new Set([
  "format",
  "columns",
  "limit",
  "offset",
  "sortby",
  "sortorder",
  "xsitype",
  "fields",
  "all",
  "file_stats",
  "xnat_csrf",
]);

/** Whether a record is what the query asks for: each key that names a column has to match (read in 1.9's source). */
export function matchesFilters(
  query: URLSearchParams,
  valueOf: (column: string) => string | undefined,
): boolean {
  for (const [name, asked] of query) {
    if (NO_FILTER.has(name.toLowerCase())) continue;
    const value = valueOf(name);
    if (value !== undefined && !asked.split(",").some((one) => matchesOne(value, one))) return false;
  }
  return true;
}

/** A value, a pattern with `%` or `*`, or a range of days. */
function matchesOne(value: string, asked: string): boolean {
  const range = /^(\d+\/\d+\/\d+)-(\d+\/\d+\/\d+)$/.exec(asked);
  if (range !== null) {
    const day = value.slice(0, 10);
    return day >= isoDay(range[1] ?? "") && day <= isoDay(range[2] ?? "");
  }
  if (/^\d+\/\d+\/\d+$/.test(asked)) return value.slice(0, 10) === isoDay(asked);
  if (!/[%*]/.test(asked)) return value === asked;
  const pattern = asked.split(/[%*]+/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`, "s").test(value);
}

/** `2020-01-02` for `2020/01/02` and for `01/02/2020`. */
export function isoDay(text: string): string {
  const [first = "", second = "", third = ""] = text.split("/");
  return first.length === 4 ? [first, second, third].join("-") : [third, first, second].join("-");
}
