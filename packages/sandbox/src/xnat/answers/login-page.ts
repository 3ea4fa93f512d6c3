import type { Answer } from "../../server/answer.js";
import { inChunks } from "./in-chunks.js";
import { restletAnswer } from "./restlet-answer.js";

const PAGE = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head><title>XNAT</title></head>
<body>
<form name="form1" method="post" action="/j_spring_security_check" id="login_form">
<label for="username">User</label><input type="text" id="username" name="j_username">
<label for="password">Password</label><input type="password" id="password" name="j_password">
<button type="submit" id="loginButton">Login</button>
</form>
</body>
</html>
`;

/** The website's page that asks for a login: what a browser gets in place of data. */
export function loginPage(status: number): Answer {
  return restletAnswer({ status, type: "text/html", body: inChunks(PAGE) });
}
