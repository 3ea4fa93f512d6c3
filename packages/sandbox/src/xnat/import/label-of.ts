/** Letters, digits, `_` and `-`; what else stands in a name becomes `_`. */
export function labelOf(text: string): string {
  return text.replace(/[^\w-]/g, "_") || "dcm_upload";
}
