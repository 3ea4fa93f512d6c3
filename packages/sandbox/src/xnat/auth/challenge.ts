import type { Answer } from "../../server/answer.js";
import type { Exchange } from "../../server/exchange.js";
import { loginPage } from "../answers/login-page.js";
import { errorAnswer } from "../answers/restlet-answer.js";
import { XnatError } from "../answers/xnat-error.js";
import type { Xnat } from "../xnat.js";
import { isBrowser } from "./browsers.js";

/** What somebody hears who is not logged in: a program its challenge, a browser the login page. */
export function challenge(xnat: Xnat, exchange: Exchange): Answer {
  const browser = isBrowser(exchange.header("user-agent"));
  // 1.6 shows browsers the page under 401 and without a challenge (recorded); 1.9 sends them to it (read in its source).
  if (browser && xnat.version === "1.6") return loginPage(401);
  if (browser)
    return {
      status: 302,
      headers: [
        ["Location", `http://${exchange.host}${xnat.contextPath}/app/template/Login.vm`],
        ["Content-Length", "0"],
      ],
    };
  const headers = [["WWW-Authenticate", 'Basic realm="XNAT Protected Area"']] as const;
  return errorAnswer(
    xnat.version === "1.6"
      ? new XnatError(401, undefined, { headers })
      : new XnatError(401, "Full authentication is required to access this resource", {
          page: "tomcat",
          headers,
        }),
  );
}
