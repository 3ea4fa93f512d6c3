/** JSON as PHP writes it: everything beyond ASCII escaped, and slashes as well unless told to keep them. */
export function phpJson(value: unknown, options: { readonly keepSlashes?: boolean } = {}): string {
  const text = JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return options.keepSlashes === true ? text : text.replaceAll("/", "\\/");
}
