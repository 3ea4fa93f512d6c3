/**
 * Takes control characters out of text that comes from a server or a file, so that a name cannot move the cursor
 * or recolor the terminal.
 */
export function safeText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\u{fffd}");
}
