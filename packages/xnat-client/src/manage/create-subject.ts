import { ScanferryError } from "@scanferry/transfer";
import { itemPath, placeName } from "../calls/place-path.js";
import type { XnatContext } from "../context.js";
import { checkLabel } from "./check-label.js";
import { put } from "./put.js";
import type { MadeThing, MakeOptions } from "./settle-fields.js";
import { settleFields } from "./settle-fields.js";
import { childOf, customFields, fieldText, itemIfThere } from "./show-item.js";

/** What a subject is like; what is left out stays as it is. */
export interface SubjectFields {
  readonly gender?: "male" | "female" | "other" | "unknown" | undefined;
  /** Year of birth. */
  readonly yob?: number | undefined;
  readonly handedness?: "left" | "right" | "ambidextrous" | "unknown" | undefined;
  /** The study's group. */
  readonly group?: string | undefined;
  /** The site's own fields, by name. */
  readonly custom?: Readonly<Record<string, string>> | undefined;
}

/**
 * Makes a subject, or changes what is known of it.
 *
 * @param place Its project and its label.
 * @throws {@link ScanferryError} `input/invalid` for a label that XNAT refuses, a year that is none or a name of a custom field that cannot be
 * sent; `remote/exists` where it is there and differs; `auth/forbidden`, `remote/*`, `net/*`, `aborted`
 */
export async function createSubject(
  ctx: XnatContext,
  { project, subject }: { readonly project: string; readonly subject: string },
  fields: SubjectFields = {},
  options: MakeOptions = {},
): Promise<MadeThing> {
  checkLabel(subject, "subject");
  const { signal } = options;
  const path = itemPath({ project, subject });
  const name = placeName({ project, subject });
  const { gender, yob, handedness, group, custom = {} } = fields;
  if (yob !== undefined && !(Number.isInteger(yob) && yob >= 1850 && yob <= 2200)) throw noYear();
  const wanted = {
    gender,
    yob: yob?.toString(),
    handedness,
    group,
    ...Object.fromEntries(Object.entries(custom).map(([key, value]) => [customKey(key), value])),
  };
  return settleFields(
    {
      noun: "subject",
      uri: path,
      name,
      wanted,
      look: async () => {
        const item = await itemIfThere(ctx, path, { signal, subject: name });
        if (item === undefined) return undefined;
        const known = childOf(item, "demographics");
        const own: Record<string, string> = {};
        for (const [key, value] of Object.entries(customFields(item))) own[`custom.${key}`] = value;
        return {
          ...own,
          id: fieldText(item, "ID"),
          gender: fieldText(known, "gender"),
          yob: fieldText(known, "yob"),
          handedness: fieldText(known, "handedness"),
          group: fieldText(item, "group"),
        };
      },
      write: async () => {
        const query = new URLSearchParams();
        for (const [key, value] of Object.entries({ gender, yob, handedness, group }))
          if (value !== undefined) query.set(key, String(value));
        for (const [key, value] of Object.entries(custom))
          query.set(`xnat:subjectData/fields/field[name=${key.toLowerCase()}]/field`, value);
        await put(ctx, { path, subject: name, project }, { query, signal });
      },
    },
    options,
  );
}

/** The server keeps their names in small letters. @throws {@link ScanferryError} `input/invalid` for a name that would change the path */
function customKey(name: string): string {
  if (/^[\w-]{1,100}$/.test(name)) return `custom.${name.toLowerCase()}`;
  throw new ScanferryError("input/invalid", "A custom field has a name that cannot be sent.", {
    hint: "Names have letters, digits, _ and - alone.",
    subject: name,
  });
}

function noYear(): ScanferryError {
  return new ScanferryError("input/invalid", "A year of birth is four digits.", {
    hint: "For example 1987.",
  });
}
