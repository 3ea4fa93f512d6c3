const BEYOND_ASCII = /[\u007f-\uffff]/;
const EACH_BEYOND_ASCII = /[\u007f-\uffff]/g;

/** JSON as PHP writes it: everything beyond ASCII escaped, and slashes as well unless told to keep them. */
export function phpJson(value: unknown, options: { readonly keepSlashes?: boolean } = {}): string {
  const json = JSON.stringify(value);
  const text = BEYOND_ASCII.test(json) ? json.replace(EACH_BEYOND_ASCII, escaped) : json;
  return options.keepSlashes === true ? text : text.replaceAll("/", "\\/");
}

function escaped(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
