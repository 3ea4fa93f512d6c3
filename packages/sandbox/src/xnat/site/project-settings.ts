/** Settings of projects that no list shows. */
export class ProjectSettings {
  readonly #codes = new Map<string, number>();

  /** What becomes of its sessions in the prearchive: 0 they stay, 4 they are archived by themselves, 5 and overwrite what is there. @default 4 */
  prearchiveCode(project: string): number {
    return this.#codes.get(project) ?? 4;
  }

  setPrearchiveCode(project: string, code: number): void {
    this.#codes.set(project, code);
  }
}
