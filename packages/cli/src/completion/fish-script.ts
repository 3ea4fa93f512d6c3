import type { WordTableRow } from "./word-table.js";

/** Writes the completion script for fish. */
export function fishScript(rows: readonly WordTableRow[]): string {
  const lines = rows.flatMap((row) => {
    const condition = `-n "__scanferry_at '${row.path}'"`;
    return [
      ...row.commands.map(
        ({ name, description }) =>
          `complete -c scanferry -f ${condition} -a ${quoted(name)} -d ${quoted(description)}`,
      ),
      ...row.choices.map((choice) => `complete -c scanferry -f ${condition} -a ${quoted(choice)}`),
      ...row.options.map(({ flag, description, takesValue, choices }) => {
        const form = flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
        const values = choices.length === 0 ? "" : ` -f -a ${quoted(choices.join(" "))}`;
        return `complete -c scanferry ${condition} ${form}${takesValue ? " -r" : ""}${values} -d ${quoted(description)}`;
      }),
    ];
  });
  const paths = rows
    .filter((row) => row.path !== "")
    .map((row) => quoted(row.path))
    .join(" ");
  return `# fish completion for scanferry. Load it with: scanferry completion fish | source
function __scanferry_at
    set -l path ""
    for word in (commandline -opc)[2..-1]
        set -l next (string trim -- "$path $word")
        if contains -- "$next" ${paths}
            set path "$next"
        end
    end
    test "$path" = "$argv[1]"
end
${lines.join("\n")}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
