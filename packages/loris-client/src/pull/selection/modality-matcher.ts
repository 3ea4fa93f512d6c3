/** Compares an image's scan type with a wanted one. */
export type ModalityMatcher = (wanted: string, modality: string) => boolean;

const equal: ModalityMatcher = (wanted, modality) => wanted === modality;

/**
 * The meaning of the PREVENT-AD notebook: its regular expression `[-_]?X[-_]?` is a substring by another name, and `bold` is exact, because
 * other scan types hold the word. Unlike there, X is text and no pattern, and the names after `bold` count too.
 */
const contains: ModalityMatcher = (wanted, modality) =>
  wanted === "bold" ? modality === wanted : modality.includes(wanted);

/** The comparison that was asked for. */
export function modalityMatcher(kind: "exact" | "contains"): ModalityMatcher {
  return kind === "exact" ? equal : contains;
}
