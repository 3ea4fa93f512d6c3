/** The site's list of interactive agents, who are shown a page where a program gets a challenge (1.9's source; 1.6 does so for Mozilla, recorded). */
const BROWSERS = /MSIE|Mozilla|AppleWebKit|Opera/;

/** Whether a User-Agent is taken for a browser. */
export function isBrowser(userAgent: string | undefined): boolean {
  return BROWSERS.test(userAgent ?? "");
}
