import type { Study } from "../study/study.js";

const FIXED: Readonly<Record<string, string>> = {
  "dataset_description.json":
    '{\n    "Name": "Sandbox study",\n    "BIDSVersion": "1.6.0",\n    "DatasetType": "raw"\n}\n',
  README: "A study of made-up heads, served by the sandbox.\n",
  ".bids-validator-config.json": '{\n    "ignore": []\n}\n',
  "participants.json":
    '{\n    "sex": {"Description": "Sex", "Levels": {"Male": "male", "Female": "female"}}\n}\n',
};

/** The study's own files: those that were set, else made from the study. */
export class StudyFiles {
  readonly #set = new Map<string, string>();

  constructor(private readonly study: Study) {}

  set(name: string, text: string): void {
    this.#set.set(name, text);
  }

  get(name: string): string | undefined {
    const set = this.#set.get(name);
    if (set !== undefined) return set;
    return name === "participants.tsv" ? this.#participants() : FIXED[name];
  }

  #participants(): string {
    let text = "participant_id\tsex\tdate_of_birth\n";
    for (const candidate of this.study.candidates())
      text += `sub-${candidate.id}\t${candidate.sex ?? "n/a"}\t${candidate.dateOfBirth ?? "n/a"}\n`;
    return text;
  }
}
