import { XnatError } from "../answers/xnat-error.js";

/** What a full disk says. */
export function noSpace(): XnatError {
  return new XnatError(507, "java.io.IOException: No space left on device");
}
