import type { Answer } from "../../server/answer.js";
import type { Segments, XnatCall } from "../answers/xnat-call.js";
import { XnatError } from "../answers/xnat-error.js";
import { jsession, whoIsLoggedIn } from "../auth/jsession.js";
import { configRoutes } from "../config/config-routes.js";
import { prearchiveRoutes } from "../prearchive/prearchive-routes.js";
import { statusAnswer } from "../import/status-answer.js";
import { segmentsFrom } from "../raw-path.js";
import { serviceRoutes } from "../services/service-routes.js";
import { versionText } from "../site/build-info.js";
import { experimentRoutes } from "./experiment-routes.js";
import { projectRoutes } from "./project-routes.js";
import { subjectRoutes } from "./subject-routes.js";

/** What lies under `/data` and `/REST`. */
export async function dataRoutes(call: XnatCall, path: Segments): Promise<Answer> {
  const [first] = path.names;
  const rest = segmentsFrom(path, 1);
  switch (first) {
    case "JSESSION":
      return jsession(call);
    case "auth":
      return whoIsLoggedIn(call);
    case "version":
      return versionText(call.xnat);
    case "services":
      return serviceRoutes(call, rest.names);
    case "status":
      return statusAnswer(call, path.names[1] ?? "");
    case "config":
      return configRoutes(call, rest.names);
    case "prearchive":
      return prearchiveRoutes(call, rest);
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
