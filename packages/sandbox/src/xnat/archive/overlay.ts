import type {
  XnatExperiment,
  XnatOwner,
  XnatProject,
  XnatResource,
  XnatScan,
  XnatSubject,
} from "./archive-types.js";

type Entity = XnatOwner | XnatResource;

/** What names a record over the whole site. */
export function keyOf(entity: Entity): string {
  return entity.kind === "scan"
    ? `scan:${entity.experiment.id}/${entity.id}`
    : `${entity.kind}:${String(entity.id)}`;
}

/** What was written at run time: records that were added, changed or deleted, and sessions that were shared. */
export class Overlay {
  readonly projects = new Map<string, XnatProject>();
  /** By accession id. */
  readonly subjects = new Map<string, XnatSubject>();
  readonly experiments = new Map<string, XnatExperiment>();
  /** By the id of their experiment. */
  readonly scans = new Map<string, XnatScan[]>();
  /** By the key of their owner. */
  readonly resources = new Map<string, XnatResource[]>();
  /** Labels of sessions that a project lists without owning them, by accession id. */
  readonly shares = new Map<string, Map<string, string>>();
  readonly #gone = new Set<string>();
  readonly #changes = new Map<string, object>();

  /** Changes some fields of a record. */
  change<T extends Entity>(entity: T, fields: Partial<T>): void {
    const key = keyOf(entity);
    this.#changes.set(key, { ...this.#changes.get(key), ...fields });
  }

  /** Deletes a record; one of the same name may be added again. */
  remove(entity: Entity): void {
    const key = keyOf(entity);
    this.#changes.delete(key);
    // What was written below it must not come back with one of the same name.
    this.resources.delete(key);
    if (entity.kind === "experiment") this.scans.delete(entity.id);
    if (entity.made !== undefined) this.#gone.add(key);
    else this.#forget(entity, key);
  }

  /** The record with its changes, `undefined` when it was deleted. */
  seen<T extends Entity>(entity: T | undefined): T | undefined {
    if (entity === undefined) return undefined;
    if (this.#gone.size + this.#changes.size === 0) return entity;
    const key = keyOf(entity);
    if (entity.made !== undefined && this.#gone.has(key)) return undefined;
    const changed = this.#changes.get(key);
    return changed === undefined ? entity : { ...entity, ...changed };
  }

  share(experimentId: string, project: string, label: string): void {
    let shared = this.shares.get(project);
    if (shared === undefined) this.shares.set(project, (shared = new Map<string, string>()));
    shared.set(experimentId, label);
  }

  #forget(entity: Entity, key: string): void {
    const without = <T extends Entity>(lists: Map<string, T[]>, owner: string): void => {
      const kept = (lists.get(owner) ?? []).filter((one) => keyOf(one) !== key);
      lists.set(owner, kept);
    };
    if (entity.kind === "project") this.projects.delete(entity.id);
    else if (entity.kind === "subject") this.subjects.delete(entity.id);
    else if (entity.kind === "experiment") this.experiments.delete(entity.id);
    else if (entity.kind === "scan") without(this.scans, entity.experiment.id);
    else without(this.resources, keyOf(entity.owner));
  }
}
