import type { Finding } from '../model/finding.ts';
import type { Limit } from '../model/limit.ts';
import { countedBy } from './limits.ts';

/**
 * On a pull request, how much of what a limit counts the base has too, as the baseline knows it: `, 2 of them in the
 * baseline`, `, none of them in the baseline, which has 4 more that do not count`. Empty where there is no baseline.
 */
export function baseWords({ count }: Limit, findings: readonly Finding[], event: string | undefined): string {
  const isPullRequest = event === 'pull_request' || event === 'pull_request_target';
  if (count === undefined || !isPullRequest || !findings.some(({ state }) => state !== undefined)) return '';
  const { state, ...filter } = count;
  const known = countedBy({ ...filter, state: 'existing' }, findings).length;
  if (state === 'existing') return `, ${known === 1 ? 'which is' : 'all of them'} in the baseline`;
  return known === 0
    ? ', none of it in the baseline'
    : `, none of it in the baseline, which has ${known} more that ${known === 1 ? 'does' : 'do'} not count`;
}
