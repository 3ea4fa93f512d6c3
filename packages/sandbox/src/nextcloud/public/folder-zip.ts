import { crc32 } from "node:zlib";
import type { Answer } from "../../server/answer.js";
import type { Account } from "../accounts.js";
import type { Cloud } from "../cloud.js";
import { disposition } from "../dav/get-file.js";
import { type FileNode, type FolderNode, nodePath, walkNodes } from "../files/node-tree.js";

const DESCRIPTOR_FOLLOWS = 0x0808;

/** A shared folder as a zip of stored entries, streamed; for folders below 4 GiB. */
export function folderZip(cloud: Cloud, account: Account, folder: FolderNode): Answer {
  const name = folder.name === "" ? account.id : folder.name;
  return {
    status: 200,
    headers: [
      ["Content-Type", "application/zip"],
      ["Content-Disposition", disposition(`${name}.zip`)],
    ],
    body: zipBytes(cloud, account, folder, name),
  };
}

async function* zipBytes(
  cloud: Cloud,
  account: Account,
  folder: FolderNode,
  top: string,
): AsyncGenerator<Uint8Array> {
  const rootPath = nodePath(folder, account.root) ?? "/";
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of filesBelow(folder)) {
    const path = nodePath(file, account.root) ?? "";
    const name = Buffer.from(`${top}/${path.slice(rootPath === "/" ? 1 : rootPath.length + 1)}`);
    const start = offset;
    const header = localHeader(name);
    yield header;
    let crc = 0;
    for await (const chunk of cloud.blobs.read(file.blob)) {
      crc = crc32(chunk, crc);
      yield chunk;
    }
    const size = file.blob.sizeBytes;
    const descriptor = Buffer.alloc(16);
    descriptor.writeUInt32LE(0x08074b50, 0);
    writeSizes(descriptor, 4, crc, size);
    yield descriptor;
    offset += header.length + size + descriptor.length;
    central.push(centralHeader(name, crc, size, start));
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  yield Buffer.concat([directory, end]);
}

function* filesBelow(folder: FolderNode): Generator<FileNode> {
  for (const node of walkNodes(folder)) if (node.kind === "file") yield node;
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(DESCRIPTOR_FOLLOWS, 6);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function centralHeader(name: Buffer, crc: number, size: number, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(DESCRIPTOR_FOLLOWS, 8);
  writeSizes(header, 16, crc, size);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

function writeSizes(buffer: Buffer, at: number, crc: number, size: number): void {
  buffer.writeUInt32LE(crc, at);
  buffer.writeUInt32LE(size, at + 4);
  buffer.writeUInt32LE(size, at + 8);
}
