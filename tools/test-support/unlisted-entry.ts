/** Takes an entry out of a zip's directory, as some tools delete: its data stay where they are. */
export function unlistedEntry(zip: Buffer, name: string): Buffer {
  const start = zip.lastIndexOf(name) - 46;
  const length = 46 + name.length + zip.readUInt16LE(start + 30) + zip.readUInt16LE(start + 32);
  const cut = Buffer.concat([zip.subarray(0, start), zip.subarray(start + length)]);
  const end = cut.length - 22;
  for (const field of [8, 10]) cut.writeUInt16LE(cut.readUInt16LE(end + field) - 1, end + field);
  cut.writeUInt32LE(cut.readUInt32LE(end + 12) - length, end + 12);
  return cut;
}
