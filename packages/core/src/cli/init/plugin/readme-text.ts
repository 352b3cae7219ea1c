import type { PluginName } from './plugin-name.ts';

/** The README of a new plugin: for its users first, then for who goes on writing it. */
export const readmeText = ({ id, exportName, packageName }: PluginName): string => `# ${packageName}

A plugin for Sluice.

| check | finds |
|---|---|
| \`${id}/words\` | lines that hold one of \`words\` |

\`\`\`sh
npm install --save-dev ${packageName}
\`\`\`

\`\`\`ts
import { defineConfig } from '@sluice/core';
import { ${exportName} } from '${packageName}';

export default defineConfig({
  plugins: [${exportName}({ words: ['FIXME', 'WIP'] })],
  policy: { required: ['${id}/*'] },
});
\`\`\`

In \`ci.config.json\`: \`{ "plugins": [["${packageName}", { "words": ["FIXME", "WIP"] }]] }\`.

## Options

| option | | default |
|---|---|---|
| \`words\` | words that must be gone before a merge | \`["FIXME"]\` |

## Work on it

\`\`\`sh
npm install
npm test         # types, the contract of every Sluice plugin, and what the check finds by the real git
npm run build    # into dist
\`\`\`

\`src/index.ts\` holds the options and the taps, \`src/words-check.ts\` the check. Put your own check in its place: decide for every exit
code of your tool what it means, write that down as a table, and make everything else \`errored\`. The contract in
\`test/words-check.test.ts\` then holds that a missing tool, or one that prints garbage, is never a success.

To try it in a project before it is published: \`npm pack\` here, \`npm install --save-dev\` the file there.
To publish it: choose a licence, then \`npm publish\`. The keyword \`sluice-plugin\` is how others find it.
`;
