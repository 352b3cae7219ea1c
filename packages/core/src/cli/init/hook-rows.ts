import { shortList } from './detect-python.ts';
import type { Hook } from './documents.ts';
import type { Stand } from './stand.ts';
import type { Row } from './row.ts';
import { scriptWith } from './scripts.ts';
import { standName } from './stand-name.ts';

/** Hooks that a plugin has a check for which `init` does not put into the config. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  bandit: 'security() has security/bandit',
  'pip-audit': 'security() has security/pip-audit',
  gitleaks: 'security() has security/secrets',
  'gitleaks-docker': 'security() has security/secrets',
  'gitleaks-system': 'security() has security/secrets',
  'detect-secrets': 'security() has security/secrets',
  'detect-private-key': 'security() has security/secrets',
  actionlint: 'github() has github/actionlint',
  'actionlint-docker': 'github() has github/actionlint',
  'actionlint-system': 'github() has github/actionlint',
  zizmor: 'github() has github/zizmor',
};

/** What becomes of the hooks of pre-commit: one row for each, and how those that stay can be in the gate too. */
export interface HookRows {
  readonly rows: readonly Row[];
  readonly notWritten: readonly Row[];
}

/** Says of every hook which check does the same, or that none does and why. */
export function hookRows(hooks: readonly Hook[], stands: readonly Stand[]): HookRows {
  const judged = hooks.map((hook) => ({ hook, check: checkFor(hook, stands) }));
  const rows = judged.map(({ hook, check }) => ({
    what: `hook ${hook.id}`,
    seen: '',
    gives: check ?? staysBecause(hook),
  }));
  const stay = judged.filter(({ hook, check }) => check === undefined && isAtCommit(hook));
  const replaced = judged.filter(({ check }) => check !== undefined).map(({ hook }) => hook.id);
  if (stay.length === 0) return { rows, notWritten: [] };
  const skip = replaced.length === 0 ? '' : `, { env: { SKIP: '${[...new Set(replaced)].join(',')}' } }`;
  const seen = `${stay.length} hooks that no check stands for; it repairs files as it runs`;
  const gives = `checks: [command('hooks', ['pre-commit', 'run', '--all-files']${skip})]`;
  return { rows, notWritten: [{ what: 'pre-commit', seen: seen.replace(/^1 hooks/u, '1 hook'), gives }] };
}

/** In a repository of several projects each has a check of its own. */
function checkFor({ id, entry }: Hook, stands: readonly Stand[]): string | undefined {
  const file = '.pre-commit-config.yaml';
  const checks = stands
    .filter(
      ({ hooks = [], call }) =>
        hooks.includes(id) ||
        (entry !== undefined && scriptWith([{ file, text: entry }], call) !== undefined),
    )
    .map(standName);
  return checks.length === 0 ? undefined : shortList(checks, 3);
}

function staysBecause(hook: Hook): string {
  if (!isAtCommit(hook)) return `stays a hook: it is for ${hook.stages.join(', ')}`;
  const elsewhere = ELSEWHERE[hook.id];
  if (elsewhere !== undefined) return `${elsewhere}, which is not in this config`;
  const line = hook.entry !== undefined && !hook.takesFiles ? commandLine(hook) : undefined;
  if (line !== undefined) return `not carried over; ${line} does the same`;
  if (hook.repo === 'local')
    return `stays a hook: ${hook.takesFiles ? 'it is given the names of files' : 'its command line needs a shell'}`;
  return 'stays a hook: no check does this';
}

/** A commit's message, a push or a merge is nothing that a check can look at. */
function isAtCommit({ stages }: Hook): boolean {
  return stages.length === 0 || stages.some((stage) => ['commit', 'pre-commit', 'manual'].includes(stage));
}

/** Only words that need no quoting: what a stranger wrote is not to be pasted into a config. */
function commandLine({ id, entry = '', args }: Hook): string | undefined {
  const words = [...entry.split(/\s+/u), ...args];
  if (!words.every((word) => /^[\w./@=:+-]+$/u.test(word))) return undefined;
  const name = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return name === '' ? undefined : `command('${name}', [${words.map((word) => `'${word}'`).join(', ')}])`;
}
