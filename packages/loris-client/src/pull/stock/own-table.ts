import { open } from "node:fs/promises";

/**
 * Whether a table may be written anew: it is not there, or it has the header that we give it (or the beginning of that, after a
 * cut). A table with other columns is somebody's work and is left alone.
 */
export async function isOwnTable(path: string, header: string): Promise<boolean> {
  const file = await open(path, "r").catch(() => undefined);
  if (file === undefined) return true;
  try {
    const expected = Buffer.from(header);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(expected.length), 0, expected.length, 0);
    return expected.subarray(0, bytesRead).equals(buffer.subarray(0, bytesRead));
  } catch {
    return true;
  } finally {
    await file.close();
  }
}
