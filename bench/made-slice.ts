/** One slice of a made-up series. */
export interface Slice {
  session: number;
  series: number;
  number: number;
  /** About the length of the file. */
  fileBytes: number;
}

type Element = readonly [tag: number, vr: string, value: string | Buffer];

/** Noise of twelve bits, as scanners give it: it deflates to some two thirds. Made once; each slice begins elsewhere in it. */
const noise = (() => {
  const bytes = Buffer.alloc(4_000_000);
  let state = 1;
  for (let at = 0; at < bytes.length; at += 2) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes.writeUInt16LE((state >>> 20) & 0x0fff, at);
  }
  return bytes;
})();

/** Writes an MR image with its own UIDs. */
export function madeSlice({ session, series, number, fileBytes }: Slice): Buffer {
  const study = `2.25.77.${String(session)}`;
  const seriesUid = `${study}.${String(series)}`;
  const meta = elements([
    [0x00020001, "OB", Buffer.from([0, 1])],
    [0x00020002, "UI", "1.2.840.10008.5.1.4.1.1.4"],
    [0x00020003, "UI", `${seriesUid}.${String(number)}`],
    [0x00020010, "UI", "1.2.840.10008.1.2.1"],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const from = ((series * 100 + number) * 2 * 997) % (noise.length - fileBytes);
  const dataSet = elements([
    [0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4"],
    [0x00080018, "UI", `${seriesUid}.${String(number)}`],
    [0x00080020, "DA", "20260131"],
    [0x00080060, "CS", "MR"],
    [0x0008103e, "LO", `Series ${String(series)}`],
    [0x00100010, "PN", "Phantom^Bench"],
    [0x00100020, "LO", `S${String(session)}`],
    [0x0020000d, "UI", study],
    [0x0020000e, "UI", seriesUid],
    [0x00200011, "IS", String(series)],
    [0x00200013, "IS", String(number)],
    [0x00280010, "US", Buffer.from([1, 1])],
    [0x7fe00010, "OW", noise.subarray(from, from + fileBytes - 1000)],
  ]);
  const head = elements([[0x00020000, "UL", length]]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), head, meta, dataSet]);
}

function elements(list: readonly Element[]): Buffer {
  return Buffer.concat(
    list.map(([tag, vr, value]) => {
      const raw = Buffer.isBuffer(value) ? value : Buffer.from(value, "latin1");
      const bytes = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from(vr === "UI" ? "\0" : " ")]);
      const isLong = vr === "OB" || vr === "OW";
      const head = Buffer.alloc(isLong ? 12 : 8);
      head.writeUInt16LE(tag >>> 16, 0);
      head.writeUInt16LE(tag & 0xffff, 2);
      head.write(vr, 4, "latin1");
      if (isLong) head.writeUInt32LE(bytes.length, 8);
      else head.writeUInt16LE(bytes.length, 6);
      return Buffer.concat([head, bytes]);
    }),
  );
}
