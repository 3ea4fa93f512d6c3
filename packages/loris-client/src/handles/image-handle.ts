import { imageBytes, imageHeader, imageHeaders, imageHeadersFull, imageQc } from "../calls/image.js";
import type { ImageFormat, ImagePlace } from "../calls/image.js";
import type { CallOptions, LorisContext } from "../context.js";
import type { RemoteBytes } from "../http/open-bytes.js";
import type { HeaderValues, ImageHeaders } from "../schemas/headers.js";
import type { ImageQc } from "../schemas/image.js";
import { inspected } from "./handle-line.js";

/** One image; making it asks nothing of the server. */
export class ImageHandle {
  readonly #ctx: LorisContext;
  readonly #at: ImagePlace;
  constructor(ctx: LorisContext, at: ImagePlace) {
    this.#ctx = ctx;
    this.#at = at;
  }

  /** The image's file name. */
  get name(): string {
    return this.#at.image;
  }
  /** Quality control. */
  qc(options?: CallOptions): Promise<ImageQc> {
    return imageQc(this.#ctx, this.#at, options);
  }
  /** The part of the header that LORIS sums up. */
  headers(options?: CallOptions): Promise<ImageHeaders> {
    return imageHeaders(this.#ctx, this.#at, options);
  }
  /** All of the header but `md5hash`. */
  headersFull(options?: CallOptions): Promise<HeaderValues> {
    return imageHeadersFull(this.#ctx, this.#at, options);
  }
  /** One value of the header; `undefined` where it is empty. */
  header(name: string, options?: CallOptions): Promise<string | undefined> {
    return imageHeader(this.#ctx, this.#at, name, options);
  }
  /** The image in another form, as a stream. */
  format(format: ImageFormat, options?: CallOptions): Promise<RemoteBytes> {
    return imageBytes(this.#ctx, this.#at, format, options);
  }
  /** The image as it is stored, as a stream. */
  bytes(options?: CallOptions): Promise<RemoteBytes> {
    return imageBytes(this.#ctx, this.#at, undefined, options);
  }
  [inspected](): string {
    return `ImageHandle(at ${this.#ctx.baseUrl})`;
  }
}
