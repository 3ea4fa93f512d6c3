import type { CallOptions } from "../context.js";
import { listPath, placeName } from "../calls/place-path.js";
import type { XnatItem } from "../http/get-item.js";
import { getItem } from "../http/get-item.js";
import { createScan } from "../manage/create-scan.js";
import type { ScanFields } from "../manage/create-scan.js";
import { named } from "../manage/named.js";
import type { MadeThing, MakeOptions } from "../manage/settle-fields.js";
import { PlaceHandle } from "./place-handle.js";

/** One scan of a session; making it asks nothing of the server. */
export class ScanHandle extends PlaceHandle {
  /** The scan's own record. */
  async show({ signal }: CallOptions = {}): Promise<XnatItem> {
    const path = await listPath(this.ctx, this.place, { signal });
    return getItem(this.ctx, path, { signal, subject: placeName(this.place), project: this.place.project });
  }
  /** Makes it, without files. One that is there and differs from the fields is an error, unless `update` says that it may be changed. */
  async create(fields?: ScanFields, options?: MakeOptions): Promise<MadeThing> {
    return createScan(this.ctx, { ...this.place, ...named(this.place, "scan") }, fields, options);
  }
}
