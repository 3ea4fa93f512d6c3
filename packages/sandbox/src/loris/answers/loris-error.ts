/** What a route says instead of an answer; the routes' one catch writes it down. */
export class LorisError extends Error {
  /** Text of the `error` member; without one the body is empty (or a page, see `page`). */
  readonly text: string | undefined;
  /** An HTML page instead of JSON: PHP's error page on 28, Apache's on PREVENT-AD. */
  readonly page: boolean;
  readonly allow: string | undefined;
  readonly etag: string | undefined;
  /** Where a redirect leads. */
  readonly location: string | undefined;

  constructor(
    readonly status: number,
    text: string | undefined,
    options: {
      readonly page?: boolean;
      readonly allow?: string;
      readonly etag?: string;
      readonly location?: string;
    } = {},
  ) {
    super(text ?? String(status));
    this.text = text;
    this.page = options.page ?? false;
    this.allow = options.allow;
    this.etag = options.etag;
    this.location = options.location;
  }
}
