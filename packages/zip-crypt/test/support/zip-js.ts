import * as zipJs from "@zip.js/zip.js";

/** Reads all files of an archive with zip.js, checking CRCs and authentication codes. */
export async function readWithZipJs(archive: Uint8Array, password?: string): Promise<Map<string, Buffer>> {
  const reader = new zipJs.ZipReader(new zipJs.Uint8ArrayReader(archive), {
    checkSignature: true,
    ...(password === undefined ? {} : { password }),
  });
  const files = new Map<string, Buffer>();
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    files.set(entry.filename, Buffer.from(await entry.getData(new zipJs.Uint8ArrayWriter())));
  }
  return files;
}
