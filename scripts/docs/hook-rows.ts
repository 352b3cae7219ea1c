import type { HookArguments, HookName } from '../../packages/core/src/hooks/arguments.ts';
import { hookTable } from '../../packages/core/src/hooks/hook-table.ts';

/** What is told of one hook. `fields` must name every field of its argument, which the type below holds. */
interface HookRow<N extends HookName> {
  readonly fields: Readonly<Record<N extends 'event' ? 'type' : keyof HookArguments[N], FieldText>>;
  readonly called: string;
  readonly onThrow: string;
}

/** `''`: the field is listed by its name alone. `()`: it is a function. */
type FieldText = '' | '()';

/** The hooks in words. A hook or a field that is added to core does not compile until it is told of here. */
const ROWS: { readonly [N in HookName]: HookRow<N> } = {
  preflight: {
    fields: { cwd: '', env: '', exec: '()', changes: '', problem: '()' },
    called: 'once, before planning, by `run` and `plan`',
    onThrow: 'a problem: no check starts, exit 2',
  },
  check: {
    fields: { cwd: '', env: '', changes: '', add: '()', added: '()' },
    called: 'once, by `run` and `plan`',
    onThrow: 'blocked: an unknown check is a missing check',
  },
  gate: {
    fields: { results: '', policy: '', warn: '()', block: '()' },
    called: 'after all checks have settled',
    onThrow: 'blocked; the reason names the plugin',
  },
  onFailure: {
    fields: {
      results: '',
      verdict: '',
      triage: '',
      env: '',
      exec: '()',
      signal: '',
      attach: '()',
      note: '()',
    },
    called: 'once, when the verdict is block',
    onThrow: 'noted; the verdict is unchanged',
  },
  report: {
    fields: { report: '', dir: '', evidence: '', env: '', exec: '()', log: '()', signal: '' },
    called: 'always, also after a crash or Ctrl-C',
    onThrow: "'reporting degraded'; the verdict is unchanged",
  },
  event: {
    fields: { type: '' },
    called: 'many times, while the run goes on',
    onThrow: 'swallowed; the first of each plugin warns',
  },
};

/** The table of docs/hooks.md; the classes are those of the hooks themselves. */
export function hookTableMarkdown(): string {
  const table = hookTable();
  const rows = (Object.keys(table) as HookName[]).map((name) => {
    const { fields, called, onThrow } = ROWS[name];
    const given = Object.entries(fields).map(([field, text]) => `${field}${text}`);
    const argument = name === 'event' ? '`RunEvent`, told apart by `type`' : `\`{ ${given.join(', ')} }\``;
    return `| \`${name}\` | ${table[name].constructor.name} | ${argument} | ${called} | ${onThrow} |`;
  });
  return [
    '| hook | class | argument (always one object) | called | when a tap throws |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
