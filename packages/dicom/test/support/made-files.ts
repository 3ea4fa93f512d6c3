import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SendFile } from "../../src/index.js";
import { explicitLittle, madeImage, mrImage } from "./make-dicom.js";

/** Files in a folder of their own. */
export interface MadeFiles extends AsyncDisposable {
  readonly folder: string;
  readonly files: SendFile[];
  /** Adds a file that is read before it is sent. */
  add(bytes: Buffer, header?: Partial<SendFile["header"]>): Promise<SendFile>;
}

/** Writes so many small images. */
export async function makeFiles(count: number, pixels?: number): Promise<MadeFiles> {
  const folder = await mkdtemp(join(tmpdir(), "scanferry-send-"));
  const files: SendFile[] = [];
  const add: MadeFiles["add"] = async (bytes, header = {}) => {
    const number = files.length + 1;
    const path = join(folder, `${String(number)}.dcm`);
    await writeFile(path, bytes);
    const file = {
      id: String(number),
      path,
      header: {
        sopClassUid: mrImage,
        sopInstanceUid: `2.25.1000.${String(number)}`,
        transferSyntax: explicitLittle,
        ...header,
      },
    };
    files.push(file);
    return file;
  };
  for (let number = 1; number <= count; number++) await add(madeImage(number, pixels));
  return { folder, files, add, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
