import type { GroupItem, ListedFile } from "../group-item.js";
import type { FileItem } from "../transfer-item.js";

/** One file of a group, as the engine fetches single files. */
export function groupFile(group: GroupItem, listed: ListedFile): FileItem {
  const { id, origin, target, sizeBytes, expect } = listed;
  const { action, checks, resumable } = group;
  return {
    id,
    target,
    exclusive: group.exclusive ?? true,
    ...(origin === undefined ? {} : { origin }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(expect === undefined ? {} : { expect }),
    ...(action === undefined ? {} : { action }),
    ...(checks === undefined ? {} : { checks }),
    ...(resumable === undefined ? {} : { resumable }),
    open: (request) => group.open(listed, request),
  };
}
