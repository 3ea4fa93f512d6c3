/** A row of one of XNAT's tables: every value is a text, "" where there is none (wire/xnat.md, 2). */
export type Row = Readonly<Record<string, string>>;

/** What XNAT sent about one thing, under its own names. */
export type Fields = Readonly<Record<string, unknown>>;

/** The first of these columns that holds something; the same column has other capitals in other lists and versions. */
export function text(row: Row, ...columns: readonly string[]): string | undefined {
  for (const column of columns) {
    const value = row[column];
    if (value !== undefined && value !== "") return value;
  }
  return undefined;
}

/** A whole number that XNAT sent as a text. */
export function count(row: Row, column: string): number | undefined {
  const value = row[column];
  return value !== undefined && /^\d+$/.test(value) && Number.isSafeInteger(Number(value))
    ? Number(value)
    : undefined;
}
