import type { MadeInstance } from "./made-instance.js";
import type { MadeSession } from "./use-push.js";

/** A session of two series; `from` and `to` choose among their images, which are three each unless told otherwise. */
export function madeSession(
  study: string,
  { from = 1, to = 3, ...more }: { from?: number; to?: number; pixels?: number } = {},
): MadeSession {
  const made: Record<string, MadeInstance> = {};
  for (const series of [1, 2])
    for (let number = from; number <= to; number++)
      made[`series-${String(series)}/IM${String(series)}${String(number)}.dcm`] = {
        study,
        series,
        number,
        ...more,
      };
  return made;
}
