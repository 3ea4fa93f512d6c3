import { HashTable, ScanferryError } from "@scanferry/transfer";
import type { VersionLine } from "../../client/xnat-version.js";
import { requestPath } from "../../http/request-path.js";

/** Looks at the names of one resource's files before anything is sent. Of each, 16 bytes are held. */
export class NameCheck {
  readonly #taken = new HashTable();
  readonly #line: VersionLine;

  constructor(line: VersionLine) {
    this.#line = line;
  }

  /** @throws {@link ScanferryError} `input/invalid` */
  take(name: string): void {
    // Says what no address can hold.
    requestPath(...name.split("/"));
    if (this.#line !== "1.6" && name.endsWith("_catalog.xml")) {
      throw new ScanferryError("input/invalid", "XNAT stores no file whose name ends in _catalog.xml.", {
        hint: "It keeps its own lists under such names. Rename the file, or leave it out.",
        subject: name,
      });
    }
    if (this.#taken.get(name) !== undefined) {
      throw new ScanferryError("input/invalid", "Two files would have the same name in the resource.", {
        hint: "A file goes under its own name, a folder's files under their names below it. Rename one, or store them in two steps.",
        subject: name,
      });
    }
    this.#taken.set(name, 1);
  }
}

/** A name as the server stores it: 1.6 keeps the escapes of the address (measured), later ones decode them (their source). */
export function storedName(name: string, line: VersionLine): string {
  return line === "1.6" ? requestPath(...name.split("/")).slice(1) : name;
}
