import type { FaultRule } from "./fault-rule.js";

interface ArmedRule {
  readonly rule: FaultRule;
  seen: number;
  hits: number;
}

/** A rule that was added; it can be asked how often it struck, or be taken away. */
export interface FaultHandle {
  /** How many requests it has hit so far. */
  readonly hits: number;
  remove(): void;
}

/**
 * The faults that wait for requests: the first rule that matches a request strikes it.
 *
 * @example
 * ```ts
 * const faults = new FaultList();
 * faults.add({ method: "PUT", path: /sub-01/, kind: "cutUploadAtPercent", percent: 60 });
 * ```
 */
export class FaultList {
  readonly #rules: ArmedRule[] = [];

  /** Adds a rule behind those that are there. */
  add(rule: FaultRule): FaultHandle {
    const armed: ArmedRule = { rule, seen: 0, hits: 0 };
    this.#rules.push(armed);
    return {
      get hits() {
        return armed.hits;
      },
      remove: () => {
        const index = this.#rules.indexOf(armed);
        if (index >= 0) this.#rules.splice(index, 1);
      },
    };
  }

  /** Takes all rules away. */
  clear(): void {
    this.#rules.length = 0;
  }

  /** The rule that strikes this request, counted as used. */
  take(method: string, path: string, query = ""): FaultRule | undefined {
    for (const armed of this.#rules) {
      const { rule } = armed;
      if (rule.method !== undefined && rule.method.toUpperCase() !== method) continue;
      if (!matches(rule.path, path) || !matches(rule.query, query)) continue;
      armed.seen += 1;
      if (armed.seen <= (rule.skip ?? 0)) continue;
      if (armed.hits >= (rule.times ?? 1)) continue;
      armed.hits += 1;
      return rule;
    }
    return undefined;
  }
}

function matches(pattern: string | RegExp | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  return typeof pattern === "string" ? text.includes(pattern) : text.search(pattern) >= 0;
}
