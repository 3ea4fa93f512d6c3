import type { Answer } from "../../server/answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { tokenRoutes } from "../auth/token-routes.js";
import { importService } from "../import/import-service.js";
import { archiveService } from "./archive-service.js";
import { prearchiveBatch } from "./prearchive-batch.js";
import { refreshCatalog } from "./refresh-catalog.js";
import { validateService } from "./validate-service.js";

/** `/data/services…`. */
export async function serviceRoutes(call: XnatCall, names: readonly string[]): Promise<Answer> {
  const [service, ...rest] = names;
  switch (service) {
    case "tokens":
      return tokenRoutes(call, rest);
    case "import":
      return importService(call);
    case "archive":
      return archiveService(call);
    case "prearchive":
      return prearchiveBatch(call, rest[0]);
    case "validate-archive":
      return validateService(call);
    case "refresh":
      if (rest[0] === "catalog") return refreshCatalog(call);
      throw new XnatError(404);
    default:
      throw new XnatError(404);
  }
}
