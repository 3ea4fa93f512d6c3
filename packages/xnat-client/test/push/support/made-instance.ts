import { Buffer } from "node:buffer";

/** What a made-up MR image says of itself. */
export interface MadeInstance {
  readonly study: string;
  readonly series: number;
  readonly number: number;
  /** @default by study, series and number */
  readonly uid?: string;
  /** @default 512 */
  readonly pixels?: number;
  /** PatientID. @default "PH1" */
  readonly patient?: string;
  /** StudyDate. @default "20260131" */
  readonly date?: string;
  /** SeriesDescription. @default by the series' number */
  readonly description?: string;
}

type Element = readonly [tag: number, vr: string, value: string | Buffer];

/** The UIDs of a made-up image. */
export function uidsOf({ study, series, number, uid }: MadeInstance): { instance: string; series: string } {
  const seriesUid = `${study}.${String(series)}`;
  return { series: seriesUid, instance: uid ?? `${seriesUid}.${String(number)}` };
}

/** Writes a small MR image, for tests: short, and independent of the code under test. */
export function madeInstance(made: MadeInstance): Buffer {
  const { study, series, number, pixels = 512, patient = "PH1", date = "20260131" } = made;
  const { description = `Series ${String(series)}` } = made;
  const uids = uidsOf(made);
  const image = "1.2.840.10008.5.1.4.1.1.4";
  const meta = elements([
    [0x00020001, "OB", Buffer.from([0, 1])],
    [0x00020002, "UI", image],
    [0x00020003, "UI", uids.instance],
    [0x00020010, "UI", "1.2.840.10008.1.2.1"],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const dataSet = elements([
    [0x00080016, "UI", image],
    [0x00080018, "UI", uids.instance],
    [0x00080020, "DA", date],
    [0x00080060, "CS", "MR"],
    [0x00081030, "LO", "Head"],
    [0x0008103e, "LO", description],
    [0x00090010, "LO", "SCANFERRY TEST"],
    [0x00091001, "OB", Buffer.from([1, 2, 3, 4])],
    [0x00100010, "PN", "Phantom^Test"],
    [0x00100020, "LO", patient],
    [0x0020000d, "UI", study],
    [0x0020000e, "UI", uids.series],
    [0x00200011, "IS", String(series)],
    [0x00200013, "IS", String(number)],
    [0x00280010, "US", Buffer.from([16, 0])],
    [0x00280011, "US", Buffer.from([16, 0])],
    [0x7fe00010, "OW", Buffer.alloc(pixels, number)],
  ]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from("DICM"),
    elements([[0x00020000, "UL", length]]),
    meta,
    dataSet,
  ]);
}

function elements(list: readonly Element[]): Buffer {
  return Buffer.concat(list.map(element));
}

function element([tag, vr, value]: Element): Buffer {
  const raw = typeof value === "string" ? Buffer.from(value, "latin1") : value;
  const bytes = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from(vr === "UI" ? "\0" : " ")]);
  const isLong = vr === "OB" || vr === "OW";
  const head = Buffer.alloc(isLong ? 12 : 8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  head.write(vr, 4, "latin1");
  if (isLong) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}
