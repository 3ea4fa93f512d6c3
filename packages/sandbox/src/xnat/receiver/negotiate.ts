import type { AgreedContext, ProposedContext } from "./association.js";
import type { DicomReceiverSettings } from "./receiver-settings.js";

/** C-ECHO's SOP class. */
export const VERIFICATION = "1.2.840.10008.1.1";
/** Standard storage classes, and those of Siemens that XNAT's receiver lists. */
const STORAGE = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.|^1\.3\.12\.2\.1107\.5\.9\.1$/;

/** Which of the proposed contexts are taken, each with the first of its syntaxes that is known. */
export function negotiate(
  proposed: readonly ProposedContext[],
  settings: DicomReceiverSettings,
): AgreedContext[] {
  return proposed.map(({ id, sopClass, transferSyntaxes }) => {
    const known = sopClass === VERIFICATION || STORAGE.test(sopClass);
    if (!known || settings.refusedSopClasses.includes(sopClass)) return { id, refused: "sopClass" };
    const syntax = transferSyntaxes.find((one) => settings.transferSyntaxes.includes(one));
    return syntax === undefined ? { id, refused: "transferSyntaxes" } : { id, transferSyntax: syntax };
  });
}
