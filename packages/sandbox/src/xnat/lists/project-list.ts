import type { Answer } from "../../server/answer.js";
import { timestamp } from "../archive/timestamp.js";
import { type Row, tableAnswer } from "../answers/table-answer.js";
import type { XnatCall } from "../answers/xnat-call.js";
import type { XnatProject } from "../archive/archive-types.js";
import { canEdit, canRead, canSee, roleIn } from "../auth/access.js";

/** Query keys that switch to the other set of columns (read in 1.9's source). */
const OTHER_SETS = ["accessible", "data", "owner", "member", "collaborator", "recent", "favorite", "users"];

/** `/data/projects`: those that one may see; with one of the filters above another, lower-case set of columns. */
export function projectList(call: XnatCall): Answer {
  call.allow("GET", "HEAD", "POST");
  const { archive } = call.xnat;
  if (call.query.get("prearc_code") === "true")
    return list(call, (project) => canRead(project, call.account), prearchiveRow);
  if (OTHER_SETS.some((name) => call.query.has(name)))
    return list(
      call,
      (project) => isAskedFor(call, project),
      (project) => accessRow(call, project),
    );
  return list(call, (project) => canSee(project, call.account), plainRow);

  function list(
    of: XnatCall,
    wanted: (project: XnatProject) => boolean,
    rowOf: (project: XnatProject) => Row,
  ): Answer {
    function* rows(): Generator<Row> {
      for (const project of archive.projects()) if (wanted(project)) yield rowOf(project);
    }
    const [first] = rows();
    return tableAnswer(of, { columns: Object.keys(first ?? { ID: "" }), rows });
  }
}

function plainRow(project: XnatProject): Row {
  return {
    ID: project.id,
    secondary_ID: project.secondaryId,
    name: project.name,
    description: project.description,
    pi_firstname: project.piFirstname,
    pi_lastname: project.piLastname,
    URI: `/data/projects/${project.id}`,
  };
}

/** The first columns are read in 1.9's source, the rest is inferred. */
function accessRow(call: XnatCall, project: XnatProject): Row {
  const { piFirstname, piLastname } = project;
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    secondary_id: project.secondaryId,
    pi: piLastname === "" ? "" : `${piLastname}, ${piFirstname}`,
    project_invs: "",
    project_access: project.accessibility,
    project_access_img: `/@WEBAPP/images/${project.accessibility === "public" ? "globe" : "key"}.gif`,
    // The number is that of the account that asks.
    user_role_1: roleIn(project.id, call.account),
    last_accessed_1: "",
    quarantine_status: "active",
    insert_date: timestamp(project.insertedMs),
    insert_user: project.insertUser,
    URI: `/data/projects/${project.id}`,
  };
}

/** Inferred. */
function prearchiveRow(project: XnatProject): Row {
  return {
    id: project.id,
    name: project.name,
    secondary_id: project.secondaryId,
    proj_prearc: String(project.prearchiveCode),
    URI: `/data/projects/${project.id}`,
  };
}

function isAskedFor(call: XnatCall, project: XnatProject): boolean {
  const { query, account } = call;
  const role = roleIn(project.id, account);
  const roles = [
    ["owner", "Owners"],
    ["member", "Members"],
    ["collaborator", "Collaborators"],
  ] as const;
  const named = roles.filter(([key]) => query.get(key) === "true");
  if (query.get("data") === "writable" && !canEdit(project, account)) return false;
  if (query.get("data") === "readable" && !canRead(project, account)) return false;
  if (query.get("accessible") === "true" && !canRead(project, account)) return false;
  if (query.get("accessible") === "false" && canRead(project, account)) return false;
  // Nothing is anybody's favorite here.
  if (query.get("favorite") === "true") return false;
  if (query.get("recent") === "true" && !canRead(project, account)) return false;
  if (named.length > 0 && !named.some(([, name]) => name === role)) return false;
  return canSee(project, account) || query.get("accessible") === "false";
}
