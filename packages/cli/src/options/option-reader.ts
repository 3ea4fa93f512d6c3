import { ScanferryError } from "@scanferry/transfer";

/** Reads the values that commander has parsed, each with its type, and refuses what does not fit. */
export class OptionReader {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #source: (name: string) => string | undefined;

  constructor(
    values: Readonly<Record<string, unknown>>,
    source: (name: string) => string | undefined = () => undefined,
  ) {
    this.#values = values;
    this.#source = source;
  }

  /** Whether the user gave the option, and not the command tree's default. */
  given(name: string): boolean {
    return this.#source(name) === "cli";
  }

  /** A text, or nothing where the option was not given. An empty text counts as a mistake. */
  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    if (typeof value !== "string" || value.trim() === "") throw invalid(name, "a text that is not empty");
    return value;
  }

  /** A text that has a default or is required by the command tree. */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw invalid(name, "a value");
    return value;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** Whether a `--no-…` option was given. */
  off(name: string): boolean {
    return this.#values[name] === false;
  }

  /** A whole number of at least `least` and at most `most`. */
  count(name: string, least = 0, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (!/^\d+$/.test(value.trim()) || number < least || number > most) {
      const upTo = most === Number.MAX_SAFE_INTEGER ? "" : ` to ${String(most)}`;
      throw invalid(name, `a whole number from ${String(least)}${upTo}`);
    }
    return number;
  }

  /** How often a counted flag was given. */
  times(name: string): number {
    const value = this.#values[name];
    return typeof value === "number" ? value : 0;
  }

  /** A list: values divided by commas, or an option given several times. */
  list(name: string): string[] | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    const parts = (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(","));
    const items = parts.map((part) => part.trim()).filter((part) => part !== "");
    if (items.length === 0) throw invalid(name, "at least one value");
    return items;
  }

  /** Paths of an option that takes several; a comma belongs to the name. */
  paths(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }
}

function invalid(name: string, wanted: string): ScanferryError {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new ScanferryError("input/invalid", `The option ${flag} needs ${wanted}.`, {
    hint: "See the command with --help.",
  });
}
