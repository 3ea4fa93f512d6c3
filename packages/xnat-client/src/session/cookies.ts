const pair = /^\s*([^=;\s]+)=("[^"]*"|[^;]*)/;

/** The cookies of an answer, each as "name" and "value"; attributes are left out. */
function cookiesOf(headers: Headers): (readonly [name: string, value: string])[] {
  return headers.getSetCookie().flatMap((line) => {
    const [, name, value] = pair.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value.trim()] as const];
  });
}

/** The id of the session that an answer opens. Tomcat sends it only where the request's own was none of its sessions. */
export function sessionIdOf(headers: Headers): string | undefined {
  const value = cookiesOf(headers).find(([name, value]) => name === "JSESSIONID" && value !== "")?.[1];
  return value?.replaceAll('"', "");
}

/** What else a balancer in front of several servers wants back, so that it finds the server that has the session. */
export function stickyCookies(headers: Headers): string {
  return cookiesOf(headers)
    .filter(([name]) => name !== "JSESSIONID" && name !== "SESSION_EXPIRATION_TIME")
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}

/**
 * How long a session lives without a request, in milliseconds: the second number of SESSION_EXPIRATION_TIME, which comes with every answer
 * and is quoted by some servers because of its comma (1.6.4: `"1795220302508,900000"`).
 */
export function idleTimeOf(headers: Headers): number | undefined {
  const value = cookiesOf(headers).find(([name]) => name === "SESSION_EXPIRATION_TIME")?.[1];
  const idle = /^"?\d+(?:,|%2C)(\d+)"?$/i.exec(value ?? "")?.[1];
  return idle === undefined || Number(idle) <= 0 ? undefined : Number(idle);
}
