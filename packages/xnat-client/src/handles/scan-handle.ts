import type { CallOptions } from "../context.js";
import { listPath, placeName } from "../calls/place-path.js";
import type { XnatItem } from "../http/get-item.js";
import { getItem } from "../http/get-item.js";
import { PlaceHandle } from "./place-handle.js";

/** One scan of a session; making it asks nothing of the server. */
export class ScanHandle extends PlaceHandle {
  /** The scan's own record. */
  async show({ signal }: CallOptions = {}): Promise<XnatItem> {
    const path = await listPath(this.ctx, this.place, { signal });
    return getItem(this.ctx, path, { signal, subject: placeName(this.place), project: this.place.project });
  }
}
