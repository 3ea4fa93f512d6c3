/** What Restlet 1.1 says of a status when nobody said more (recorded, 405 and 404 among them; the rest from its source). */
const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "The request could not be understood by the server due to malformed syntax",
  401: "The request requires user authentication",
  403: "The server understood the request, but is refusing to fulfill it",
  404: "The server has not found anything matching the request URI",
  405: "The method specified in the request is not allowed for the resource identified by the request URI",
  406: "The resource identified by the request is only capable of generating response entities which have content characteristics not acceptable according to the accept headers sent in the request",
  409: "The request could not be completed due to a conflict with the current state of the resource",
  417: "The server could not meet the expectation given in the Expect request header",
  500: "The server encountered an unexpected condition which prevented it from fulfilling the request",
};

/** Restlet's page around a message, as XNAT sends it for nearly every error (recorded). */
export function statusPage(status: number, message?: string): string {
  const text = escapeHtml(message ?? DESCRIPTIONS[status] ?? String(status));
  const section = `10.${String(Math.floor(status / 100))}.${String((status % 100) + 1)}`;
  return `<html>
<head>
   <title>Status page</title>
</head>
<body>
<h3>${text}</h3><p>You can get technical details <a href="http://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec${section}">here</a>.<br>
Please continue your visit at our <a href="/">home page</a>.
</p>
</body>
</html>
`;
}

/** Text that may stand in HTML or XML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
