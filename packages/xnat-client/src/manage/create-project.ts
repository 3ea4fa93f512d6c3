import { ScanferryError, present } from "@scanferry/transfer";
import type { CallOptions, XnatContext } from "../context.js";
import { requestPath } from "../http/request-path.js";
import { put } from "./put.js";
import { projectXml } from "./project-xml.js";
import type { MadeThing, MakeOptions, StoredFields } from "./settle-fields.js";
import { settleFields } from "./settle-fields.js";
import { childOf, fieldText, itemIfThere } from "./show-item.js";

/** Who may see a project: its members; everyone its name and description; everyone everything. */
export type Accessibility = "private" | "protected" | "public";

/** What a project says of itself; what is left out stays as it is. */
export interface ProjectFields {
  /** @default the ID, for a new project */
  readonly title?: string | undefined;
  /** A short title, in XNAT's own words the secondary ID. @default the ID, for a new project */
  readonly runningTitle?: string | undefined;
  readonly description?: string | undefined;
  /** Words, divided by blanks. */
  readonly keywords?: string | undefined;
  /** The principal investigator. */
  readonly investigator?: { readonly firstName: string; readonly lastName: string } | undefined;
  /** @default the site's own, often "protected" */
  readonly accessibility?: Accessibility | undefined;
}

/**
 * Makes a project, or changes what it says of itself. One that is there is never saved again without `update`: XNAT takes a PUT without a
 * field for its default and writes the ID over the title (recording 12), so that all fields are read first and sent along.
 *
 * @throws {@link ScanferryError} `input/invalid` for an ID that XNAT refuses; `remote/exists` where it is there and differs;
 * `remote/conflict` for a title that another project has; `auth/forbidden`, `remote/*`, `net/*`, `aborted`
 */
export async function createProject(
  ctx: XnatContext,
  id: string,
  fields: ProjectFields = {},
  options: MakeOptions = {},
): Promise<MadeThing> {
  checkProjectId(id);
  const { signal } = options;
  const path = requestPath("data", "projects", id);
  const { title, runningTitle, description, keywords, investigator, accessibility } = fields;
  const wanted = {
    title,
    runningTitle,
    description,
    keywords,
    investigatorFirstName: investigator?.firstName,
    investigatorLastName: investigator?.lastName,
    accessibility,
  };
  return settleFields(
    {
      noun: "project",
      uri: path,
      name: id,
      wanted,
      look: () => projectFields(ctx, id, { signal }),
      write: async (before) => {
        const whole = { ...before, ...present(wanted) };
        const isNew = before === undefined;
        const isText = (name: string): boolean => name !== "accessibility" && name !== "id";
        if (isNew || Object.keys(present(wanted)).some(isText)) {
          await put(
            ctx,
            { path, subject: id },
            {
              query: isNew && accessibility !== undefined ? { accessibility } : {},
              headers: { "Content-Type": "text/xml" },
              body: projectXml(id, whole),
              refused: ({ status, text }) => projectRefusal(id, { status, text, isNew }),
              signal,
            },
          );
        }
        if (accessibility !== undefined) await setAccessibility(ctx, id, accessibility, { signal });
      },
    },
    options,
  );
}

/** What the server has of a project; nothing where there is none. */
async function projectFields(
  ctx: XnatContext,
  id: string,
  { signal }: CallOptions,
): Promise<StoredFields | undefined> {
  const item = await itemIfThere(ctx, requestPath("data", "projects", id), { signal, subject: id });
  if (item === undefined) return undefined;
  const own = fieldText(item, "ID");
  if (own !== "" && own !== id) throw otherProject(id);
  const investigator = childOf(item, "PI");
  const path = requestPath("data", "projects", id, "accessibility");
  const answer = await ctx.http.api("GET", path, signal === undefined ? {} : { signal });
  return {
    id,
    title: fieldText(item, "name"),
    runningTitle: fieldText(item, "secondary_ID"),
    description: fieldText(item, "description"),
    keywords: fieldText(item, "keywords"),
    investigatorFirstName: fieldText(investigator, "firstname"),
    investigatorLastName: fieldText(investigator, "lastname"),
    accessibility: answer.status === 200 ? answer.text.trim() : "",
  };
}

/** 1.6 answers with the level as it was before (recording 23): what holds is read again by whoever called. */
async function setAccessibility(
  ctx: XnatContext,
  id: string,
  level: Accessibility,
  { signal }: CallOptions,
): Promise<void> {
  const path = requestPath("data", "projects", id, "accessibility", level);
  await put(ctx, { path, subject: id, project: id }, { signal });
}

/** 1.6 answers such an ID with 417, and an ID goes into folders and addresses everywhere. */
function checkProjectId(id: string): void {
  if (/^[\w-]{1,64}$/.test(id)) return;
  throw new ScanferryError("input/invalid", "XNAT does not take this ID of a project.", {
    hint: "An ID has letters (A-Z), digits, _ and - alone, at most 64 of them. The title may say it in any words.",
    subject: id,
  });
}

/** 1.9 tells apart in words who may not make projects and an ID that was used before; read in its source. */
function projectRefusal(
  id: string,
  { status, text, isNew }: { readonly status: number; readonly text: string; readonly isNew: boolean },
): ScanferryError | undefined {
  if (status === 409) {
    return new ScanferryError("remote/conflict", "Another project has this title or running title.", {
      hint: "XNAT has each of them once: choose others.",
      details: { status, reason: "title-in-use" },
      subject: id,
    });
  }
  if (status !== 403 || !isNew) return undefined;
  if (/previously deleted/i.test(text)) {
    return new ScanferryError("remote/conflict", "A project that was deleted had this ID.", {
      hint: "XNAT does not give it away again: choose another ID.",
      details: { status, reason: "deleted-id" },
      subject: id,
    });
  }
  return new ScanferryError("auth/forbidden", "This account may not make projects here.", {
    hint: "The site lets administrators alone make them: ask one to, and to make you its owner.",
    details: { status },
    subject: id,
  });
}

function otherProject(id: string): ScanferryError {
  return new ScanferryError("remote/conflict", "Another project has this ID for an alias.", {
    hint: "Choose another ID, or use that project by its own.",
    subject: id,
  });
}
