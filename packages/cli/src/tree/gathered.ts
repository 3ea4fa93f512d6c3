/** Gathers the values of an option that may be repeated: a variadic one would swallow the arguments behind it. */
export const gathered = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
