import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchema } from '../../packages/core/src/config/json-schema.ts';
import { runReportJsonSchema } from '../../packages/core/src/report/run-report-schema.ts';
import { cliPage } from './cli-page.ts';
import { errorsPage } from './errors-page.ts';
import { gatePage } from './gate-page.ts';
import { hookTableMarkdown } from './hook-rows.ts';
import { withGenerated } from './with-generated.ts';

const root = join(import.meta.dirname, '../..');
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated file, by its path from the root, as the sources give it now. */
export function generatedDocs(): ReadonlyMap<string, string> {
  const hooks = readFileSync(join(root, 'docs/hooks.md'), 'utf8');
  return new Map([
    ['docs/cli.md', cliPage()],
    ['docs/errors.md', errorsPage()],
    ['docs/gate.md', gatePage()],
    ['docs/hooks.md', withGenerated(hooks, 'hooks', hookTableMarkdown())],
    ['docs/schemas/config.json', json(jsonSchema())],
    ['docs/schemas/run-report.json', json(runReportJsonSchema())],
  ]);
}
