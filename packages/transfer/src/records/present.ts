/** The same properties, those that may be `undefined` optional instead. */
export type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Takes absent values out, so that a printed record shows what is there.
 *
 * @example
 * ```ts
 * console.log(present({ label: "S1", date: undefined })); // { label: "S1" }
 * ```
 */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;
}
