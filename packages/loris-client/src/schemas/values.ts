import { present } from "@scanferry/transfer";
import { z } from "zod";

/** An object as the server sent it, whatever is in it. */
export type Fields = Readonly<Record<string, unknown>>;

/** An ID or a label: a string in every recording, a number where PHP did not quote it; its length says nothing (6, 7 and 10 digits are seen). */
export const idSchema = z.union([z.string().min(1), z.number()]).transform(String);

/** A text that may be absent: `null`, and `""` or `[]` where PHP had nothing (legacy headers). Numbers become texts. */
export const textSchema = z
  .union([z.string(), z.number(), z.boolean(), z.null(), z.tuple([])])
  .optional()
  .transform((value) =>
    value === null || value === undefined || typeof value === "object" || value === ""
      ? undefined
      : String(value),
  );

/** A yes or no: booleans in some answers, the texts "true" and "false" in others (project images), `null` for neither. */
export const flagSchema = z
  .union([z.boolean(), z.number(), z.string(), z.null()])
  .optional()
  .transform((value) => {
    if (value === null || value === undefined || value === "") return undefined;
    return !/^(?:false|0|no)$/i.test(String(value));
  });

/** An object that PHP sends as `[]` when it is empty. */
export const objectSchema = z
  .union([z.record(z.string(), z.unknown()), z.tuple([])])
  .transform((value): Fields => (Array.isArray(value) ? {} : value));

/** A list that PHP sends as an object when its numbers have gaps. */
export const listOf = <S extends z.ZodType>(element: S): z.ZodType<z.output<S>[]> =>
  z.preprocess(
    (value) =>
      typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value) : value,
    z.array(element),
  );

/**
 * A record made from an object of the server's: the known fields are checked, `build` names them as we do, and gets the object as it
 * came, unknown fields included.
 */
export function recordOf<S extends z.ZodType, T extends object>(
  shape: S,
  build: (known: z.output<S>, fields: Fields) => T,
): z.ZodType<T> {
  return z.unknown().transform((raw, context) => {
    const result = shape.safeParse(raw);
    if (result.success) return present(build(result.data, raw as Fields)) as unknown as T;
    for (const { path, message } of result.error.issues) context.addIssue({ code: "custom", path, message });
    return z.NEVER;
  });
}
