import { fixedValues, type WordTableRow } from "./word-table.js";

/** Writes the completion script for bash. */
export function bashScript(rows: readonly WordTableRow[]): string {
  const cases = rows
    .map(
      (row) =>
        `    "${row.path}") words="${[...names(row), ...row.choices].join(" ")}"; flags="${row.options.map(({ flag }) => flag).join(" ")}" ;;`,
    )
    .join("\n");
  const values = fixedValues(rows)
    .map(({ key, choices }) => `    "${key}") values="${choices.join(" ")}" ;;`)
    .join("\n");
  const paths = rows
    .filter((row) => row.path !== "")
    .map((row) => `"${row.path}"`)
    .join("|");
  return `# bash completion for scanferry. Load it with: source <(scanferry completion bash)
_scanferry() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" next word words="" flags="" values=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in
    ${paths}) path="$next" ;;
    esac
  done
  case "$path" in
${cases}
  esac
  case "$path|\${COMP_WORDS[COMP_CWORD-1]}" in
${values}
  esac
  if [[ -n "$values" ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$current"))
  elif [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  elif [[ -n "$words" ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _scanferry scanferry
`;
}

function names(row: WordTableRow): string[] {
  return row.commands.map(({ name }) => name);
}
