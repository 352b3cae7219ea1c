import { posix } from 'node:path';
import { PINS } from './pins.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { YamlValue } from './yaml-text.ts';

export type Step = { readonly [key: string]: YamlValue };

/** An action with its commit, and its version as a comment. */
export function pinned(action: string): string {
  const pin = PINS[action];
  if (pin === undefined) throw new Error(`no pin of ${action}`);
  return `${action}@${pin.sha} # ${pin.version}`;
}

/** A path of the config's folder, from the root of the repository: actions know no working directory. */
function fromRoot({ folder }: ProjectFacts, path: string): string {
  return posix.join(folder, path);
}

/** The tree, Node 24, and what the lock file names. The whole history, for the base of a change has to be found. */
export function setUpSteps(facts: ProjectFacts): readonly Step[] {
  return [
    {
      uses: pinned('actions/checkout'),
      with: { 'persist-credentials': false, 'fetch-depth': 0 },
    },
    { uses: pinned('actions/setup-node'), with: { 'node-version': '24' } },
    { name: 'install', run: facts.install, 'working-directory': facts.lockFolder },
  ];
}

const PIP_FILES = "hashFiles('**/requirements*.txt', '**/pyproject.toml', '**/uv.lock', '**/poetry.lock')";
const MACHINE = '${{ runner.os }}-${{ runner.arch }}';

/** What pip has fetched, where there is Python. Without a file to hash it still has a key, as setup-python's has not. */
export function pipCache(facts: ProjectFacts): readonly Step[] {
  if (facts.python.length === 0) return [];
  return [
    {
      name: 'cache of pip',
      uses: pinned('actions/cache'),
      with: {
        path: '~/.cache/pip',
        key: `pip-${MACHINE}-\${{ ${PIP_FILES} }}`,
        'restore-keys': `pip-${MACHINE}-`,
      },
    },
  ];
}

/**
 * Tools, environments and results of Sluice. A cache is never written twice under one key, so each run writes its own
 * and the next begins from the newest; results are trusted by their content, not by where they come from.
 */
export function sluiceCache(facts: ProjectFacts, slug: string): Step {
  const prefix = `sluice-${MACHINE}-${slug}-`;
  return {
    name: 'cache of Sluice',
    uses: pinned('actions/cache'),
    with: {
      path: ['tools', 'python', 'cache', 'history.jsonl', ...facts.keeps]
        .map((name) => fromRoot(facts, `.sluice/${name}`))
        .join('\n'),
      key: `${prefix}\${{ github.sha }}-\${{ github.run_attempt }}`,
      'restore-keys': prefix,
    },
  };
}

/**
 * What a plugin's workflow finds again. Such a workflow runs on the default branch alone, so no other branch writes a
 * cache that it would read. Each run writes its own and begins from the newest: two at once lose what one of them wrote.
 */
export function keptFolder(facts: ProjectFacts, name: string, folder: string): Step {
  const prefix = `sluice-${name}-`;
  return {
    name: 'what was kept',
    uses: pinned('actions/cache'),
    with: {
      path: fromRoot(facts, `.sluice/${folder}`),
      key: `${prefix}\${{ github.run_id }}-\${{ github.run_attempt }}`,
      'restore-keys': prefix,
    },
  };
}

/**
 * A folder of the runner's own kept as an artifact: in the work tree it would count as a change. A rerun has names of
 * its own, for an artifact cannot be written twice.
 */
export function uploadStep({
  name,
  path,
  retentionDays,
}: {
  readonly name: string;
  readonly path: string;
  readonly retentionDays: number;
}): Step {
  return {
    if: 'always()',
    uses: pinned('actions/upload-artifact'),
    with: {
      name: `${name}-\${{ github.run_attempt }}`,
      path: `\${{ runner.temp }}/${path}/`,
      'if-no-files-found': 'error',
      'retention-days': retentionDays,
    },
  };
}
