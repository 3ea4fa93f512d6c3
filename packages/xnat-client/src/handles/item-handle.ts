import { itemPath, placeName } from "../calls/place-path.js";
import type { CallOptions } from "../context.js";
import type { XnatItem } from "../http/get-item.js";
import { getItem } from "../http/get-item.js";
import { PlaceHandle } from "./place-handle.js";

/** A thing that XNAT can show with what is inside it. */
export abstract class ItemHandle extends PlaceHandle {
  /** The thing's own record: its fields under XNAT's names, and what is inside it. */
  show({ signal }: CallOptions = {}): Promise<XnatItem> {
    return getItem(this.ctx, itemPath(this.place), { signal, subject: placeName(this.place) });
  }
}
