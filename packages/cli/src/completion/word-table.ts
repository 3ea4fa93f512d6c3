import type { Command } from "commander";

/** What may follow a command: the words that completion offers there. */
export interface WordTableRow {
  /** The words of the command, e.g. "share create"; empty for the program itself. */
  path: string;
  commands: { name: string; description: string }[];
  options: { flag: string; description: string; takesValue: boolean; choices: readonly string[] }[];
  /** Fixed values of the command's arguments, such as `bash zsh fish powershell`. */
  choices: string[];
}

/** Flattens the command tree into the rows that the completion scripts are made from. */
export function wordTable(program: Command): WordTableRow[] {
  const rows: WordTableRow[] = [];
  const globals = visibleOptions(program);
  const visit = (command: Command, path: string[]): void => {
    const own = command === program ? [] : visibleOptions(command);
    rows.push({
      path: path.join(" "),
      commands: command.commands.map((child) => ({ name: child.name(), description: child.description() })),
      options: [
        ...own,
        ...globals,
        { flag: "--help", description: "show help", takesValue: false, choices: [] },
      ],
      choices: command.registeredArguments.flatMap((argument) => argument.argChoices ?? []),
    });
    for (const child of command.commands) visit(child, [...path, child.name()]);
  };
  visit(program, []);
  return rows;
}

function visibleOptions(command: Command): WordTableRow["options"] {
  return command.options
    .filter((option) => !option.hidden)
    .flatMap((option) =>
      [option.long, option.short]
        .filter((flag) => typeof flag === "string")
        .map((flag) => ({
          flag,
          description: option.description,
          takesValue: option.required || option.optional,
          choices: option.argChoices ?? [],
        })),
    );
}

/** The options with fixed values, as `PATH|FLAG` and those values. */
export function fixedValues(rows: readonly WordTableRow[]): { key: string; choices: readonly string[] }[] {
  return rows.flatMap((row) =>
    row.options
      .filter(({ choices }) => choices.length > 0)
      .map(({ flag, choices }) => ({ key: `${row.path}|${flag}`, choices })),
  );
}
