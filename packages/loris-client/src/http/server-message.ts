import { z } from "zod";

const errorSchema = z.looseObject({ error: z.string() });

/** The text that LORIS puts into `{"error": "…"}`; nothing where the answer is no such document. It may name a file or a participant. */
export function serverMessage(text: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = errorSchema.safeParse(json);
  return parsed.success ? parsed.data.error : undefined;
}
