/** Rules that only warn. eslint gives each rule one severity, so the softer line limit needs a name of its own. */
export const softRules = {
  rules: {
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
  },
};
