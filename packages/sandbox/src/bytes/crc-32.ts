/** What so many zero bytes do to a CRC-32, as a matrix over GF(2): column i is what becomes of bit i. */
export type ZeroOperator = Uint32Array;

const POLYNOMIAL = 0xedb88320;

/** The operator of `bytes` zero bytes, by repeated squaring: 40 steps for a terabyte. */
export function zeroOperator(bytes: number): ZeroOperator {
  // One zero bit: shift right, and the polynomial where a one fell out.
  let power = new Uint32Array(32);
  power[0] = POLYNOMIAL;
  for (let bit = 1; bit < 32; bit += 1) power[bit] = 2 ** (bit - 1);
  for (let doubling = 0; doubling < 3; doubling += 1) power = times(power, power);
  let result = Uint32Array.from({ length: 32 }, (_, bit) => 2 ** bit);
  for (let left = bytes; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(power, result);
    power = times(power, power);
  }
  return result;
}

/** CRC-32 of two pieces in a row, from that of each and the operator of the second one's length. */
export function joinCrc32(first: number, second: number, secondLength: ZeroOperator): number {
  return (apply(secondLength, first) ^ second) >>> 0;
}

function apply(matrix: ZeroOperator, vector: number): number {
  let sum = 0;
  for (let bit = 0, left = vector; left !== 0; bit += 1, left >>>= 1)
    if ((left & 1) === 1) sum ^= matrix[bit] ?? 0;
  return sum >>> 0;
}

function times(a: ZeroOperator, b: ZeroOperator): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(b, (column) => apply(a, column));
}
