import type { RepositoryName } from '@sluice/plugin-github/client';
import { healthProblem } from '../runs/health-problem.ts';

const NAME = /^([\w.-]+)\/([\w.-]+)$/u;

/** The repository to ask of: that of the option, else the one that Actions runs in. Throws a CiError of code USAGE. */
export function repositoryOf(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): RepositoryName {
  const [, owner, name] = NAME.exec(option ?? env['GITHUB_REPOSITORY'] ?? '') ?? [];
  if (owner !== undefined && name !== undefined) return { owner, name };
  throw healthProblem(
    'USAGE',
    '--collect needs to know which repository to ask of.',
    "Set it in the config, health({ repository: 'owner/name' }), or by GITHUB_REPOSITORY.",
  );
}
