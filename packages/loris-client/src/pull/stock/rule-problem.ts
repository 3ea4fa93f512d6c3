import type { ScanTypeRule } from "../scan-type-mapping.js";
import { isEntity, isEntityValue } from "./bids-entities.js";
import { datatypeNames, entitiesOf, suffixesOf } from "./datatypes.js";

/** Says in a sentence what is wrong with a rule by the rules of BIDS; nothing where it is right. */
export function ruleProblem(rule: ScanTypeRule): string | undefined {
  if ("skip" in rule) return rule.skip.trim() === "" ? "The reason to skip it is empty." : undefined;
  const [datatype = "", suffix = "", ...more] = rule.bids.split("/");
  if (more.length > 0 || suffix === "")
    return `“${rule.bids}” is not written as datatype/suffix, such as anat/T1w.`;
  const suffixes = suffixesOf(datatype);
  if (suffixes.length === 0) return `“${datatype}” is no datatype; there are ${datatypeNames.join(", ")}.`;
  const entities = entitiesOf(datatype, suffix);
  if (entities === undefined) return `${datatype} has no suffix “${suffix}”; it has ${suffixes.join(", ")}.`;
  const given = rule.entities ?? {};
  for (const [key, value] of Object.entries(given)) {
    if (key === "sub" || key === "ses") return `The entity ${key} comes from the server and cannot be set.`;
    if (key === "run")
      return "The entity run comes from the number at the end of the file's name and cannot be set.";
    if (!isEntity(key) || !entities.allowed.includes(key)) {
      return `${rule.bids} takes no entity “${key}”; it takes ${entities.allowed.join(", ")}.`;
    }
    if (!isEntityValue(key, value))
      return `“${value}” cannot be the value of ${key}: BIDS takes letters and digits.`;
  }
  const missing = entities.required.find((key) => given[key] === undefined);
  return missing === undefined ? undefined : `${rule.bids} needs the entity ${missing}.`;
}
