import { ownerKinds, type OwnerKind } from "../owners/owners.js";
import type { TemplateField } from "./template-fields.js";

const rank = (kind: OwnerKind): number => ownerKinds.indexOf(kind);
const narrowest = (fields: readonly TemplateField[]): OwnerKind | undefined =>
  fields.map(({ of }) => of).sort((a, b) => rank(b) - rank(a))[0];

/**
 * Says of each segment of a template what its folders stand for; nothing where they only group. A label stands for its thing unless something wider
 * is named behind it (`{resource}/{subject}` groups by resource); a date or a type groups. The last folders stand for the narrowest thing of
 * which anything is named, so that two scans share one only where a template has no place for scans.
 *
 * @param segments The fields of each segment.
 */
export function segmentKinds(segments: readonly (readonly TemplateField[])[]): (OwnerKind | undefined)[] {
  return segments.map((_, index) => {
    if (index === segments.length - 1) return narrowest(segments.flat());
    const later = segments.map((_fields, from) => segments.slice(from + 1).flat());
    const standing = segments
      .slice(0, index + 1)
      .flatMap((fields, at) =>
        fields.filter(
          ({ of, names }) => names && later[at]?.some((behind) => rank(behind.of) < rank(of)) !== true,
        ),
      );
    return narrowest(standing);
  });
}

/** Among whose resources labels are unique, by what a template has places for. */
export function resourcesWithin(segments: readonly (readonly TemplateField[])[]): OwnerKind {
  return narrowest(segments.flat().filter(({ of }) => of !== "resource")) ?? "project";
}
