import { gateTableMarkdown } from '../../packages/core/src/gate/levels.ts';

const BEFORE = `# The gate

A check reports facts. The engine concludes from its limits, and the gate decides from the conclusions. The verdict is a
pure function of results and policy: the maximum of all objections, and nothing can take one away.

How a check ended, and what that means at each level:

`;

const AFTER = `
- **block** exits 1, **warn** and **note** exit 0. "ok, shown" is a note that changes nothing.
- A conclusion, a reason of a skip or a level that this version does not know blocks.
- A run in which nothing was looked at blocks: no evidence is never a pass.
- A gate tap of a plugin can add an objection and take none away. One that throws blocks, and the reason names the plugin.

## Levels

Which level a check has, the first of these that says something:

1. its exact id in \`policy.required\`, \`.optional\` or \`.informational\`;
2. its own \`level\`, when that is optional or informational: a glob never raises it;
3. the longest glob of the policy that matches (\`*\` stops at \`/\`);
4. its own \`level\`, else required.

So \`required: ['python/*']\` leaves MyPy informational, and \`required: ['python/mypy']\` does not. A pattern that matches
nothing, and a check in two lists at one rank, are errors of the config. \`sluice list\` says each level and what gave it.

## Limits

\`\`\`ts
import type { Limit } from '@sluice/core';

export const limits: Limit[] = [
  { rule: 'python/coverage', metric: 'coverage', min: 80 },
  { rule: 'repo/no-high', count: { severityAtLeast: 'high' }, max: 0, over: ['python/*', 'repo/*'] },
  { rule: 'python/slow-tests', metric: 'seconds', max: 60, objection: 'warn' },
];
\`\`\`

- Without limits of its own a check may have no finding: \`{ rule: '<id>/findings', count: {}, max: 0 }\`.
- A broken limit of one check makes it a \`failure\`. A limit \`over\` several checks is an objection of the gate.
- \`policy.limits\` adds limits, or replaces those of the same \`rule\`.
- A metric that was not measured breaks its limit.

## Waivers

An accepted failure with a reason, an owner and an end: \`sluice waive\` writes one into \`ci.waivers.json\`. It turns a
\`failure\` to ok, never an \`errored\`. After its last day the failure counts again; from 14 days before, every report says so;
one that nothing uses warns.

## One problem, counted once

An advisory that two scanners report under different names, a secret that two of them find on one line: each check keeps
its finding, and a limit \`over\` several checks counts the problem once, with the worst severity that any of them gives.
Such findings name all who reported them (\`mergedFrom\`). Advisories are one only in one version of one package, whatever
is said of them; code is one only where it is the same code.

## Accepted findings

\`ci.baseline.json\` holds findings that are accepted, of every tool: they do not count, unless a limit asks for them
(\`count: { state: 'existing' }\`; \`state: 'new'\` is what every other limit means once there is a baseline).
\`sluice baseline update --accept-new --reason "…"\` writes it from the newest run. Without \`--accept-new\` it only shrinks;
what a check that did not end may not have seen stays in it. A failing test is never accepted: that takes a waiver, which
has an end.

A finding is known again by its rule, its file, the function round it and its code without spaces, not by its line. So
moved, reformatted and renamed code brings nothing new, an edited line stays what it was when three quarters of it are the
same, and a copied line is exactly one new finding. The file holds hashes, never code.

## The lock

\`ci.lock.json\` holds every check with its level, every limit, every waiver, the size of the baseline, and the version of each tool that the project
does not pin. When it differs from the config nothing runs (\`LOCK_DIFFERS\`) until \`sluice lock\` has rewritten it and
somebody has committed it: so a check that vanishes is a line of a diff, not a silence.

On a pull request, in a merge queue and on a branch the lock of the commit compared with is read too: what a change loosens is said
before all else, [\`policy-weakened\`](changes.md#when-a-change-loosens-the-gate), and warns or blocks by \`policy.weakening\`.

## Advice before enforcement

\`policy.enforceFrom\`, a day at most 60 days ahead, makes a block advice until then: the run says that it would block, and
exits 0.

## On several machines

\`\`\`sh
sluice plan --out parts/plan --github-matrix      # once: plan.json, and the lines that share it out
sluice run --plan parts/plan/plan.json --out parts/lint repo/lint     # on each machine, its own ids
sluice gate --from parts                          # once: the verdict
\`\`\`

The gate plans again on its own checkout. Another plan is a problem (exit 2). Every result is concluded anew from its attempts,
and nothing that a machine says of its own verdict counts.

| what the parts hold | the gate |
|---|---|
| a result for each check that is planned to run | decides over them as one run would |
| none for a check | blocks: no evidence is never a pass |
| none for a check that this plan skips as not affected | takes the proof of its own plan; with nothing to run, \`plan.json\` alone is enough |
| two for one check | takes the one of the newest attempt of the CI run; within an attempt, or where one does not say of which it is, the worse one |
| a run that was cancelled or did not get to results | blocks, unless a newer attempt has a result for all that it had to run |
| a run of another commit, of another CI run, or with another gate (level, limits, needs, inputs) | blocks |
| a file that cannot be read | a problem, exit 2 |

\`--github-matrix\` prints \`matrix\`, \`count\` and \`hash\` for \`$GITHUB_OUTPUT\`. Checks that \`needs\` joins stay on one machine, and there
are at most 256. An entry has \`name\`, \`slug\` (for the name of an artifact), \`checks\` (ids with a blank between) and \`optional\`.
`;

/** docs/gate.md: the table of the gate from its code, and the rules round it. */
export function gatePage(): string {
  return `${BEFORE}${gateTableMarkdown()}${AFTER}`;
}
