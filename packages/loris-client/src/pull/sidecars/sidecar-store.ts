import type { FileItem } from "@scanferry/transfer";

/** How far the ETag of a file and its local bytes can be relied on. */
export interface SidecarOptions {
  /**
   * Whether the server's ETag of this kind of file means something (wire/loris.md §3). Without it, the file is always
   * fetched and compared. @default true
   */
  meaningful?: boolean;
}

/** The `.NAME.etag` files beside the data, read and written as the PREVENT-AD notebook does. */
export interface SidecarStore {
  /** Adds `adopt` and `stored` (or `compare`) to an item, and keeps constant and shared ETags out of its `open`. */
  attach(item: FileItem, options?: SidecarOptions): FileItem;
}
