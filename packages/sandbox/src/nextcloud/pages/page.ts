import { type Answer, type HeaderPair, textAnswer } from "../../server/answer.js";
import { xmlText } from "../dav/xml.js";

/** An HTML page of the look-alike; the request token stands where scripts look for it. */
export function page(
  status: number,
  title: string,
  content: string,
  options: { readonly requestToken?: string; readonly headers?: readonly HeaderPair[] } = {},
): Answer {
  const html = `<!DOCTYPE html>
<html class="ng-csp" data-placeholder-focus="false" lang="en" data-locale="en" translate="no" >
<head data-requesttoken="${options.requestToken ?? ""}">
\t<meta charset="utf-8">
\t<title>
\t${xmlText(title)}\t</title>
</head>
<body>
${content}
</body>
</html>
`;
  return textAnswer(status, "text/html; charset=UTF-8", html, options.headers);
}

/** A page that only says what went wrong. */
export function errorPage(status: number, text: string, headers: readonly HeaderPair[] = []): Answer {
  return page(status, "Nextcloud", `<p>${xmlText(text)}</p>`, { headers });
}

/** 303 to another page. */
export function seeOther(location: string, headers: readonly HeaderPair[] = []): Answer {
  return {
    status: 303,
    headers: [
      ["Content-Type", "text/html; charset=UTF-8"],
      ["Content-Length", "0"],
      ["Location", location],
      ...headers,
    ],
  };
}

/** What nginx itself answers, before PHP is asked. */
export function nginxPage(status: number, reason: string): Answer {
  const text = `${String(status)} ${reason}`;
  return textAnswer(
    status,
    "text/html",
    `<html>\r\n<head><title>${text}</title></head>\r\n<body>\r\n<center><h1>${text}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  );
}
