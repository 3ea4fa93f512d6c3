import js from "@eslint/js";
import tseslint from "typescript-eslint";
import { arrowConfigs, everywhereSyntax, testArrowConfigs } from "./tools/lint/arrow-rules.mjs";
import { houseRules } from "./tools/lint/house-rules.mjs";

const typescript = ["**/*.ts", "**/*.mts"];
const tests = ["packages/*/test/**/*.ts", "tools/test/**/*.ts"];

export default tseslint.config(
  { ignores: ["**/dist/", "**/coverage/", "**/node_modules/", ".nx/", "demo-output/", "scanferry-demo/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    plugins: { house: houseRules },
    rules: {
      // One idea per file: 250 lines is a hint to split, 400 is the end.
      "house/long-file": ["warn", 250],
      "house/import-order": "error",
      "max-lines": ["error", { max: 400 }],
      "no-restricted-syntax": ["error", ...everywhereSyntax],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      eqeqeq: "error",
      "object-shorthand": "error",
      "prefer-template": "error",
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      // One program for the whole repository: a program per package would read each library again for every importer.
      parserOptions: { project: ["./tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // `async` is also how a function promises to reject instead of throwing, with or without an await in it.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  arrowConfigs,
  testArrowConfigs,
  {
    files: tests,
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
      // vitest's asymmetric matchers (expect.any, expect.objectContaining) are typed any.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
    },
  },
  {
    // They stand outside of the project, as a user's program would; ts-node checks their types when the tests run them.
    files: ["examples/**/*.{ts,mts}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: null } },
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.config.{js,ts}", "**/global-setup.ts", "tools/verdict-reporter.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: { URL: "readonly", console: "readonly", process: "readonly", setTimeout: "readonly" },
    },
    rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }] },
  },
);
