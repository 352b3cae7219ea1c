import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchema } from '../../packages/core/src/config/json-schema.ts';
import { runReportJsonSchema } from '../../packages/core/src/report/run-report-schema.ts';
import { EXIT_CODES as GITHUB_EXIT_CODES } from '../../packages/plugin-github/src/preflight/exit-codes.ts';
import { EXIT_CODES as PYTHON_EXIT_CODES } from '../../packages/plugin-python/src/checks/exit-codes.ts';
import { benchFigures } from './bench-figures.ts';
import { cliPage } from './cli-page.ts';
import { configTables } from './config-page.ts';
import { errorsPage } from './errors-page.ts';
import { exitCodeTable } from './exit-code-table.ts';
import { exitCodesPage } from './exit-codes-page.ts';
import { gatePage } from './gate-page.ts';
import { githubFaults } from './github-faults.ts';
import { hookTableMarkdown } from './hook-rows.ts';
import { initExample } from './init-example.ts';
import { lifecycleSvg } from './lifecycle-svg.ts';
import { optionsPage } from './options-page.ts';
import { terminalSvg } from './terminal-svg.ts';
import { triageTable } from './triage-table.ts';
import { withGenerated } from './with-generated.ts';

const root = join(import.meta.dirname, '../..');
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every generated file, by its path from the root, as the sources give it now. */
export async function generatedDocs(): Promise<ReadonlyMap<string, string>> {
  const page = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');
  const readme = (name: string): string =>
    readFileSync(join(root, `packages/plugin-${name}/README.md`), 'utf8');
  return new Map([
    ['docs/cli.md', cliPage()],
    ['docs/config.md', withTables(page('config.md'), configTables())],
    ['docs/errors.md', errorsPage()],
    ['docs/exit-codes.md', exitCodesPage()],
    ['docs/gate.md', gatePage()],
    ['docs/github.md', withTables(page('github.md'), githubTables())],
    ['docs/hooks.md', withGenerated(page('hooks.md'), 'hooks', hookTableMarkdown())],
    ['docs/images/blocked-run.svg', terminalSvg(page('images/blocked-run.txt'), 'A blocked run of Sluice')],
    ['docs/images/lifecycle.svg', lifecycleSvg()],
    ['docs/migrating.md', withGenerated(page('migrating.md'), 'init', await initExample())],
    ['docs/options.md', optionsPage()],
    ['docs/performance.md', withTables(page('performance.md'), benchFigures(page('../bench/README.md')))],
    ['docs/triage.md', withGenerated(page('triage.md'), 'triage', triageTable())],
    ['packages/plugin-python/README.md', withTables(readme('python'), pythonTables())],
    ['docs/schemas/config.json', json(jsonSchema())],
    ['docs/schemas/run-report.json', json(runReportJsonSchema())],
    // With the package too, for `$schema` to point at what is installed.
    ['packages/core/schemas/config.json', json(jsonSchema())],
  ]);
}

const pythonTables = (): ReadonlyMap<string, string> =>
  new Map([['exit codes', exitCodeTable(PYTHON_EXIT_CODES)]]);

const githubTables = (): ReadonlyMap<string, string> =>
  new Map([
    ['actionlint', exitCodeTable({ actionlint: GITHUB_EXIT_CODES.actionlint })],
    ['zizmor', exitCodeTable({ zizmor: GITHUB_EXIT_CODES.zizmor })],
    ['faults', githubFaults()],
  ]);

const withTables = (page: string, tables: ReadonlyMap<string, string>): string =>
  [...tables].reduce((text, [name, table]) => withGenerated(text, name, table), page);
