import type { Answer } from "../../server/answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { jsession, whoIsLoggedIn } from "../auth/jsession.js";
import { tokenRoutes } from "../auth/token-routes.js";
import { configRoutes } from "../config/config-routes.js";
import { prearchiveRoutes } from "../lists/prearchive-list.js";
import { segmentsFrom } from "../raw-path.js";
import { versionText } from "../site/build-info.js";
import { experimentRoutes } from "./experiment-routes.js";
import { projectRoutes } from "./project-routes.js";
import { subjectRoutes } from "./subject-routes.js";

/** What lies under `/data` and `/REST`. */
export async function dataRoutes(call: XnatCall, path: Segments): Promise<Answer> {
  const [first, second] = path.names;
  const rest = segmentsFrom(path, 1);
  switch (first) {
    case "JSESSION":
      return jsession(call);
    case "auth":
      return whoIsLoggedIn(call);
    case "version":
      return versionText(call.xnat);
    case "services":
      if (second === "tokens") return tokenRoutes(call, path.names.slice(2));
      throw new XnatError(404);
    case "config":
      return configRoutes(call, rest.names);
    case "prearchive":
      return prearchiveRoutes(call, rest.names);
    case "projects":
      return projectRoutes(call, rest);
    case "subjects":
      return subjectRoutes(call, rest);
    case "experiments":
      return experimentRoutes(call, rest);
    default:
      throw new XnatError(404);
  }
}
