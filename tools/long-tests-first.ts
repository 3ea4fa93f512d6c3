import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long, the longest kind first: the pages that are run, recorded servers, memory with gigabytes, programs that are killed. */
const long = [
  /\/docs\.test\.ts$/,
  /\/(?:wire|large|examples|packed-packages|[\w-]*memory|[\w-]*kill)[\w-]*\.test\.ts$/,
];

/**
 * Puts the long files of each package before its short ones. vitest goes on to the next package when the last file of one has ended, and
 * on a fresh clone it knows no durations: a long file at the end would leave one of two cores without work.
 */
export class LongTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = long.findIndex((kind) => kind.test(moduleId));
      return found === -1 ? long.length : found;
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
