const blockBytes = 512;

/** Packs files as a POSIX tar, with the blocks of zeros that end one. */
export function madeTar(files: readonly (readonly [name: string, content: Uint8Array])[]): Buffer {
  const parts = files.flatMap(([name, content]) => {
    const header = Buffer.alloc(blockBytes);
    header.write(name);
    header.write("0000644\0", 100);
    header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("00000000000\0        0", 136);
    header.write("ustar\0" + "00", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0`, 148);
    return [header, content, Buffer.alloc((blockBytes - (content.length % blockBytes)) % blockBytes)];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}
