import type { LoadedList } from "./loaded-list.js";

/** The lists that were read ahead, so that none of them keeps a file open when a pull ends early. */
export class OpenLists {
  readonly #lists = new Set<LoadedList>();

  hold(list: LoadedList): LoadedList {
    this.#lists.add(list);
    list.onClose = () => this.#lists.delete(list);
    return list;
  }

  async close(): Promise<void> {
    for (const list of this.#lists) await list.close();
  }
}
