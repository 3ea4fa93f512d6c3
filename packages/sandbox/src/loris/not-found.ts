import { LorisError } from "./answers/loris-error.js";

/** What an endpoint that there is not answers: a text on 28, Apache's page on PREVENT-AD. */
export function notFound(legacy: boolean): LorisError {
  return legacy ? new LorisError(404, undefined, { page: true }) : new LorisError(404, "not found");
}
