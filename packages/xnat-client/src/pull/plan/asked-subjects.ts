import { HashTable } from "@scanferry/transfer";

import type { CallOptions, XnatContext } from "../../context.js";
import { listRows } from "../../http/list-rows.js";
import { requestPath } from "../../http/request-path.js";
import { subjectOf } from "../../schemas/subject.js";
import type { Named } from "../../select/name-search.js";
import type { SessionFilter } from "../../select/session-filter.js";

type Names = NonNullable<SessionFilter["subjects"]>;

/** The names of subjects of a filter, remembered as they are read: the list of them may come as a stream, which is read once. */
export class AskedSubjects {
  readonly #names = new HashTable();
  readonly #given: Names | undefined;

  constructor(given: Names | undefined) {
    this.#given = given;
  }

  /** How many names were read. */
  get count(): number {
    return this.#names.size;
  }

  /** For the selection of sessions, which reads them all before it gives the first one. */
  filter(): { subjects?: AsyncIterable<string> } {
    return this.#given === undefined ? {} : { subjects: this.#read(this.#given) };
  }

  async *#read(given: Names): AsyncGenerator<string, void, undefined> {
    for await (const name of given) {
      if (name.trim() !== "") this.#names.set(name.trim(), 1);
      yield name;
    }
  }

  /** The subjects of the project that were asked for; all of them without a filter. */
  async *of(
    ctx: XnatContext,
    project: string,
    { signal }: CallOptions,
  ): AsyncGenerator<Named, void, undefined> {
    const path = requestPath("data", "projects", project, "subjects");
    const query = { columns: "ID,label,project" };
    for await (const row of listRows(ctx, path, { query, subject: project, signal })) {
      const { id, label } = subjectOf(row);
      if (this.#given === undefined || [id, label].some((name) => this.#names.get(name) !== undefined))
        yield { id, label };
    }
  }
}
