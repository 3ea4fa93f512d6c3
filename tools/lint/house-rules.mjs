/** Builtins, then third-party and our packages, then files of this package. */
function rank({ source }) {
  if (source.value.startsWith("node:")) return 0;
  return source.value.startsWith(".") ? 2 : 1;
}

/** Two small rules of the house, which no installed plugin has. */
export const houseRules = {
  rules: {
    // max-lines stops at 400; eslint gives each rule one severity, so the softer limit needs a name of its own.
    "long-file": {
      meta: { schema: [{ type: "integer" }] },
      create(context) {
        const [limit] = context.options;
        return {
          Program(node) {
            const lines = context.sourceCode.lines.length;
            if (lines > limit) {
              context.report({ node, message: `${lines} lines: more than ${limit}, a room to split.` });
            }
          },
        };
      },
    },
    "import-order": {
      meta: { schema: [], fixable: "code" },
      create(context) {
        return {
          Program({ body }) {
            const imports = body.filter(({ type }) => type === "ImportDeclaration");
            const sorted = imports.toSorted((a, b) => rank(a) - rank(b));
            const wrong = imports.find((node, at) => rank(node) !== rank(sorted[at]));
            if (wrong === undefined) return;
            context.report({
              node: wrong,
              message: "Import builtins first, then packages, then files of this package.",
              fix(fixer) {
                const range = [imports[0].range[0], imports.at(-1).range[1]];
                const { sourceCode } = context;
                // Something else stands between them: a comment may belong to its neighbor, code certainly stays.
                const between = sourceCode.text.slice(...range);
                const texts = sorted.map((node) => sourceCode.getText(node));
                const bare = (text) => text.replaceAll(/\s/g, "").length;
                if (bare(between) !== bare(texts.join(""))) return null;
                return fixer.replaceTextRange(range, texts.join("\n"));
              },
            });
          },
        };
      },
    },
  },
};
