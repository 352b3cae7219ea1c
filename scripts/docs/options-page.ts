import { z, type Plugin } from '../../packages/core/src/index.ts';
import { docker } from '../../packages/plugin-docker/src/index.ts';
import { github } from '../../packages/plugin-github/src/index.ts';
import { health } from '../../packages/plugin-health/src/index.ts';
import { python } from '../../packages/plugin-python/src/index.ts';
import { security } from '../../packages/plugin-security/src/index.ts';
import { optionTables } from './option-tables.ts';
import type { Schema } from './schema.ts';

/** A plugin that is added here has its options in the docs. */
const PLUGINS: readonly Plugin[] = [python(), security(), docker(), github(), health()];

const INTRODUCTION = `# Every option

Written from the schemas that options are checked by. All are strict: a misspelt option is an error of the config, told
with all other mistakes, and nothing runs. A default that is left empty is told in the text, or there is none.
What belongs to no plugin is in [the config](config.md).
`;

/** docs/options.md: the options of all first-party plugins. */
export function optionsPage(): string {
  const sections = PLUGINS.map(({ name, definition }) => {
    const schema = z.toJSONSchema(definition.options ?? z.strictObject({}), {
      io: 'input',
      unrepresentable: 'any',
    });
    const lead = `What it does: [@sluice/plugin-${name}](../packages/plugin-${name}/README.md).`;
    return `## ${name}\n\n${lead}\n\n${optionTables(name, schema as Schema)}`;
  });
  return [INTRODUCTION, ...sections].join('\n');
}
