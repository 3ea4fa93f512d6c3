import { fixedValues, type WordTableRow } from "./word-table.js";

/** Writes the completion script for zsh. */
export function zshScript(rows: readonly WordTableRow[]): string {
  const cases = rows
    .map((row) => {
      const words = [
        ...row.commands.map(({ name, description }) => `${name}:${description}`),
        ...row.choices,
      ];
      const flags = row.options.map(({ flag, description }) => `${flag}:${description}`);
      return `    ${quoted(row.path)}) offered=(${words.map(quoted).join(" ")}); flags=(${flags.map(quoted).join(" ")}) ;;`;
    })
    .join("\n");
  const values = fixedValues(rows)
    .map(({ key, choices }) => `    ${quoted(key)}) values=(${choices.map(quoted).join(" ")}) ;;`)
    .join("\n");
  const paths = rows
    .filter((row) => row.path !== "")
    .map((row) => quoted(row.path))
    .join("|");
  return `#compdef scanferry
# zsh completion for scanferry. Load it with: source <(scanferry completion zsh)
_scanferry() {
  local path_words="" next word
  local -a words_here flags offered values
  words_here=("\${(@)words[2,CURRENT-1]}")
  local current="\${words[CURRENT]}"
  for word in "\${words_here[@]}"; do
    next="\${path_words:+$path_words }$word"
    case "$next" in
    ${paths}) path_words="$next" ;;
    esac
  done
  case "$path_words" in
${cases}
  esac
  case "$path_words|\${words[CURRENT-1]}" in
${values}
  esac
  if (( \${#values} )); then
    _describe value values
  elif [[ "$current" == -* ]]; then
    _describe option flags
  elif (( \${#offered} )); then
    _describe command offered
  else
    _files
  fi
}
compdef _scanferry scanferry
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
