/* eslint-disable no-control-regex -- control characters are what is taken out */
import fc from "fast-check";

/** Lists of different names that may stand in one archive, with all the letters the world writes in. */
export function entryNames(maxLength = 12): fc.Arbitrary<string[]> {
  const part = fc
    .string({ unit: "binary", minLength: 1, maxLength: 12 })
    .map((text) =>
      text.replace(/[\\/\u0000-\u001f\u007f-\u009f:<>"|?*]|\p{Surrogate}/gu, "").replace(/[. ]+$/, ""),
    )
    .filter((text) => text !== "" && Buffer.byteLength(text) < 100);
  const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  return fc.uniqueArray(name, {
    maxLength,
    selector: (text) => text.normalize("NFC").toUpperCase().toLowerCase(),
  });
}
