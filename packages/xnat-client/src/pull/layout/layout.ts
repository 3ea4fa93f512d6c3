import type { FolderOwner } from "../owners/owners.js";
import type { ResourcePlace } from "../plan/resource-place.js";

/** A folder on the way from the output folder to a resource's files. */
export interface FolderStep {
  name: string;
  /** The one thing whose folder this is; absent for a folder that stands for none, such as `scans`. */
  owner?: FolderOwner | undefined;
}

/**
 * Where things go below the output folder. Names out of it are safe on every file system; two files that become one are found out by the engine, two
 * folders by {@link FolderOwners}.
 */
export interface Layout {
  /** The folders from the output folder to the resource's files, with what they stand for. */
  steps(place: ResourcePlace): FolderStep[];
  /** The folder that shows where a resource goes. */
  folder(place: ResourcePlace): string;
  /** @param path Below the resource, its names safe already. */
  file(place: ResourcePlace, path: string): string;
  /** The archive of a resource. */
  archive(place: ResourcePlace): string;
}

/** Makes a layout out of the folders that a resource's files lie in. */
export function layoutOf(steps: Layout["steps"], archive: Layout["archive"]): Layout {
  const folder = (place: ResourcePlace): string => pathOf(steps(place));
  return { steps, folder, file: (place, path) => `${folder(place)}/${path}`, archive };
}

/** The path that steps make. */
export function pathOf(steps: readonly FolderStep[]): string {
  return steps.map(({ name }) => name).join("/");
}
