import { rm } from "node:fs/promises";
import { join } from "node:path";
import { HashTable, type FileItem } from "@scanferry/transfer";

const folder = ".scanferry/server";

/** Where the server's own copy of a table lies while the table itself holds a part of its rows. */
export function serverCopyOf(target: string): string {
  return `${folder}/${target}`;
}

/** The server's own copies of tables that came in this run. Older ones say nothing of what the server has today. */
export class ServerCopies {
  readonly #came = new HashTable();

  /** Makes an item take note of its arrival. */
  noting(item: FileItem): FileItem {
    return Object.assign({}, item, {
      stored: async (file) => {
        await item.stored?.(file);
        this.#came.set(file.target, 1);
      },
    } satisfies Partial<FileItem>);
  }

  /** Whether the copy of this table came. */
  has(target: string): boolean {
    return this.#came.get(serverCopyOf(target)) !== undefined;
  }

  /** Removes the copies of earlier runs, which nothing needs once the tables themselves are the server's. */
  static async remove(root: string): Promise<void> {
    await rm(join(root, folder), { recursive: true, force: true }).catch(() => undefined);
  }
}
