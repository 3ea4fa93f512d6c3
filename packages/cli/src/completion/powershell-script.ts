import { fixedValues, type WordTableRow } from "./word-table.js";

/** Writes the completion script for PowerShell. */
export function powershellScript(rows: readonly WordTableRow[]): string {
  const table = rows
    .map((row) => {
      const words = [...row.commands.map(({ name }) => name), ...row.choices].map(quoted).join(", ");
      return `    ${quoted(row.path)} = @{ words = @(${words}); flags = @(${row.options.map(({ flag }) => quoted(flag)).join(", ")}) }`;
    })
    .join("\n");
  const values = fixedValues(rows)
    .map(({ key, choices }) => `    ${quoted(key)} = @(${choices.map(quoted).join(", ")})`)
    .join("\n");
  return `# PowerShell completion for scanferry. Load it with: scanferry completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName scanferry -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $table = @{
${table}
  }
  $values = @{
${values}
  }
  $path = ''
  $previous = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    if ($element.Extent.EndOffset -lt $cursorPosition) { $previous = $element.ToString() }
    $next = ("$path " + $element.ToString()).Trim()
    if ($element.Extent.EndOffset -lt $cursorPosition -and $table.ContainsKey($next)) { $path = $next }
  }
  $fixed = $values["$path|$previous"]
  $offered = if ($fixed) { $fixed } elseif ($wordToComplete.StartsWith('-')) { $table[$path].flags } else { $table[$path].words }
  $offered | Where-Object { $_ -clike "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
