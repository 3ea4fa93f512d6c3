import { ScanferryError } from "@scanferry/transfer";

/** Fields of one thing by our own names; "" for one that is there and empty. */
export type StoredFields = Readonly<Record<string, string>>;

/** What became of a thing that was to be made. */
export interface MadeThing {
  /** With `dryRun`, what would become of it. */
  readonly status: "created" | "updated" | "unchanged";
  /** The project's ID, the accession ID of a subject or experiment, the scan's ID; absent for one that is only planned. */
  readonly id?: string | undefined;
  /** Its address below the server's root. */
  readonly uri: string;
  /** Fields that were, or would be, written. */
  readonly changed: readonly string[];
}

/** How a thing is made. */
export interface MakeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Changes what is there where it differs from what is asked. @default false, which is `remote/exists` */
  readonly update?: boolean | undefined;
  /** Looks, and writes nothing. @default false */
  readonly dryRun?: boolean | undefined;
}

interface Settling {
  /** e.g. "subject". */
  readonly noun: string;
  readonly uri: string;
  /** Its labels, for the error's `subject`. */
  readonly name: string;
  /** What is asked; undefined fields are left as they are. */
  readonly wanted: Readonly<Record<string, string | undefined>>;
  /** What the server has; nothing where the thing is not there. Its `id` names it. */
  readonly look: () => Promise<StoredFields | undefined>;
  /** Sends what is wanted. @param before what was there */
  readonly write: (before: StoredFields | undefined) => Promise<void>;
}

/**
 * Makes a thing, or changes it, and looks afterwards whether the server keeps what it said 200 to: without the right, some releases answer 200
 * and store nothing, and 1.6 ignored fields that were sent with the first PUT (wire/xnat.md, 5 and 9), so they are sent once more.
 *
 * @throws {@link ScanferryError} `remote/exists` where it is there, differs, and is not to be updated; `auth/forbidden` where nothing was stored;
 * `remote/failed` where some fields were not
 */
export async function settleFields(
  { noun, uri, name, wanted, look, write }: Settling,
  { update = false, dryRun = false }: MakeOptions,
): Promise<MadeThing> {
  const before = await look();
  const asked = Object.keys(wanted).filter((field) => wanted[field] !== undefined);
  const open = differing(wanted, before);
  if (before !== undefined && open.length === 0)
    return { status: "unchanged", id: before["id"], uri, changed: [] };
  if (before !== undefined && !update) throw differs(noun, name, open);
  const status = before === undefined ? "created" : "updated";
  const changed = before === undefined ? asked : open;
  if (dryRun) return { status, id: before?.["id"], uri, changed };
  for (let tries = 1; ; tries++) {
    await write(before);
    const after = await look();
    const left = differing(wanted, after);
    if (after !== undefined && left.length === 0) return { status, id: after["id"], uri, changed };
    if (tries < 2 && after !== undefined) continue;
    const isNothing = after === undefined || (before !== undefined && left.length === open.length);
    throw isNothing ? notStored(noun, name) : partly(noun, name, left);
  }
}

function differing(
  wanted: Readonly<Record<string, string | undefined>>,
  stored: StoredFields | undefined,
): string[] {
  return Object.entries(wanted).flatMap(([field, value]) =>
    value === undefined || isSame(value, stored?.[field] ?? "") ? [] : [field],
  );
}

/** What came by a query is stored with its `&`, `<` and `>` escaped (wire/xnat.md, 11b). */
function isSame(wanted: string, stored: string): boolean {
  const plain = stored
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&(?:apos|#39);/g, "'")
    .replace(/&amp;/g, "&");
  return [stored, plain].some((one) => one.trim() === wanted.trim());
}

function differs(noun: string, name: string, fields: readonly string[]): ScanferryError {
  return new ScanferryError("remote/exists", `The ${noun} is there, and differs from what is asked.`, {
    hint: `It is left as it is. To change it (${fields.join(", ")}), say that it is to be updated.`,
    details: { differs: fields.join(",") },
    subject: name,
  });
}

function notStored(noun: string, name: string): ScanferryError {
  return new ScanferryError(
    "auth/forbidden",
    `XNAT answered that all is well, and did not store the ${noun}.`,
    {
      hint: "That is how it treats an account that may not write here: ask the project's owner to make it a member.",
      subject: name,
    },
  );
}

function partly(noun: string, name: string, fields: readonly string[]): ScanferryError {
  return new ScanferryError("remote/failed", `XNAT did not keep all that was sent of the ${noun}.`, {
    hint: `Not kept: ${fields.join(", ")}. Set them on its web page, or ask the administrator.`,
    details: { differs: fields.join(",") },
    subject: name,
  });
}
