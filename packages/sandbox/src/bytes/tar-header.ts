/** Bytes of a tar's block. */
export const TAR_BLOCK = 512;

/** The header of one entry; `L` is GNU's for a name that is too long for the header of the next. */
export function tarHeader(
  name: string | Uint8Array,
  of: { readonly bytes: number; readonly seconds: number; readonly type?: "0" | "L" },
): Buffer {
  const header = Buffer.alloc(TAR_BLOCK);
  const octal = (value: number, at: number, width: number): void => {
    header.write(value.toString(8).padStart(width - 1, "0"), at, "latin1");
  };
  Buffer.from(name).copy(header, 0);
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(of.bytes, 124, 12);
  octal(of.seconds, 136, 12);
  header.fill(0x20, 148, 156);
  header.write(of.type ?? "0", 156, "latin1");
  header.write("ustar  \u0000", 257, "latin1");
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return header;
}
