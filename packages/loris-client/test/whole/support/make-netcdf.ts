/** How a made-up NetCDF classic file looks. */
export interface NetcdfShape {
  version: 1 | 2 | 5;
  /** Lengths of the fixed dimensions. */
  lengths: readonly number[];
  /** Each variable's type (1 to 6) and whether it grows by records. */
  variables: readonly { type: number; grows: boolean }[];
  records: number;
  /** Letters of a global attribute. */
  history: string;
}

const typeBytes = [0, 1, 1, 2, 4, 4, 8];
const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;

/** Writes a NetCDF classic file after the NetCDF file format specification: all fixed variables first, then the records. */
export function makeNetcdf({ version, lengths, variables, records, history }: NetcdfShape): Buffer {
  const int = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const long = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(value));
    return bytes;
  };
  const count = version === 5 ? long : int;
  const offset = version === 1 ? int : long;
  const text = (value: string): Buffer =>
    Buffer.concat([count(value.length), Buffer.from(value.padEnd(padded(value.length), "\0"))]);

  const sizes = variables.map(({ type }) => lengths.reduce((a, b) => a * b, 1) * (typeBytes[type] ?? 0));
  const growing = variables.filter(({ grows }) => grows).length;
  const room = (index: number): number =>
    variables[index]?.grows === true && growing === 1 ? (sizes[index] ?? 0) : padded(sizes[index] ?? 0);

  const header = (begins: readonly number[]): Buffer =>
    Buffer.concat([
      Buffer.from(`CDF`),
      Buffer.from([version]),
      count(records),
      int(10),
      count(lengths.length + 1),
      ...[0, ...lengths].flatMap((length, index) => [text(`dim${String(index)}`), count(length)]),
      int(12),
      count(1),
      text("history"),
      int(2),
      text(history),
      int(11),
      count(variables.length),
      ...variables.flatMap(({ type, grows }, index) => [
        text(`image${String(index)}`),
        count(lengths.length + (grows ? 1 : 0)),
        ...(grows ? [count(0)] : []),
        ...lengths.map((_, at) => count(at + 1)),
        int(0),
        count(0),
        int(type),
        count(padded(sizes[index] ?? 0)),
        offset(begins[index] ?? 0),
      ]),
    ]);

  const begins = variables.map(() => 0);
  let at = header(begins).length;
  for (const grows of [false, true]) {
    for (const [index, variable] of variables.entries()) {
      if (variable.grows !== grows) continue;
      begins[index] = at;
      at += room(index);
    }
  }
  const perRecord = variables.reduce((sum, { grows }, index) => sum + (grows ? room(index) : 0), 0);
  const fixed = at - perRecord;
  const bytes = records === 0 || growing === 0 ? fixed : fixed + records * perRecord;
  const made = header(begins);
  return Buffer.concat([made, Buffer.alloc(bytes - made.length, 7)]);
}
