import { fingerprint, folded, HashTable } from "@scanferry/transfer";

import type { MissingNames } from "./select-options.js";

const toldLimit = 20;
/** So many labels that resemble one that was asked for are kept, until it is known which of those are missing. */
const resemblingLimit = 1000;

/** Something with the two names that XNAT gives to subjects and experiments. */
export interface Named {
  id: string;
  label: string;
}

/** What capitals and leading zeros do not change: spreadsheets drop the zeros, and some tables of labels are all capitals. */
export function resemblance(label: string): string {
  return folded(label).replace(/^0+(?=.)/, "");
}

/**
 * Looks for names, labels or accession IDs, among things that stream by. Of each name 16 bytes are held and no text, so that 100,000 of
 * them cost 4 MB; the texts stay where they come from.
 */
export class NameSearch {
  /** 0 for a name that nothing had so far, else a number that stands for whose it is. */
  readonly #owners = new HashTable();
  readonly #resembling = new HashTable();
  readonly #found = new Map<string, string>();
  readonly #ambiguous = new Set<string>();

  /** How many different names are looked for. */
  get asked(): number {
    return this.#owners.size;
  }

  /** Names that are one thing's label and another thing's accession ID, or two things' labels; the first 20. */
  get ambiguous(): readonly string[] {
    return [...this.#ambiguous];
  }

  /** Looks for a name too; an empty one is none. */
  add(name: string): void {
    if (name === "") return;
    this.#owners.set(name, 0);
    this.#resembling.set(resemblance(name), 0);
  }

  /** Takes notice of a thing and says whether it is looked for. Names are compared letter by letter: two labels may be two people. */
  meets({ id, label }: Named): boolean {
    const byLabel = this.#claim(label, id);
    const byId = id !== label && this.#claim(id, id);
    if (byLabel || byId) return true;
    const likeness = resemblance(label);
    if (this.#found.size < resemblingLimit && this.#resembling.get(likeness) !== undefined) {
      this.#found.set(likeness, label);
    }
    return false;
  }

  #claim(name: string, id: string): boolean {
    const owner = this.#owners.get(name);
    if (owner === undefined) return false;
    const mine = fingerprint(id) + 1;
    if (owner === 0) this.#owners.set(name, mine);
    else if (owner !== mine && this.#ambiguous.size < toldLimit) this.#ambiguous.add(name);
    return true;
  }

  /** What was not met, out of the names as they were added; nothing when all were. */
  async missing(
    kind: MissingNames["kind"],
    names: Iterable<string> | AsyncIterable<string>,
  ): Promise<MissingNames | undefined> {
    const labels: string[] = [];
    const alike: { asked: string; found: string }[] = [];
    const told = new HashTable();
    for await (const name of names) {
      if (this.#owners.get(name) !== 0 || told.get(name) !== undefined) continue;
      told.set(name, 1);
      labels.push(name);
      const found = this.#found.get(resemblance(name));
      if (found !== undefined && alike.length < toldLimit) alike.push({ asked: name, found });
    }
    if (labels.length === 0) return undefined;
    return { kind, labels, asked: this.asked, hint: hintOf(kind, labels.length, alike.length), alike };
  }
}

function hintOf(kind: MissingNames["kind"], missing: number, alike: number): string {
  const check =
    kind === "subject"
      ? "Check their spelling and the project; scanferry xnat find LABEL says where a subject lies."
      : "Check their spelling; scanferry xnat ls PROJECT/SUBJECT lists the sessions of a subject.";
  if (alike === 0) return check;
  const whose = missing === 1 ? "It differs" : `${alike} of them differ`;
  return `${whose} from a label of the server in capital letters or leading zeros alone, which may be another person's: write it as the server does. ${check}`;
}
