/** A step of a log: what the runner writes round what was printed. */
export interface LoggedStep {
  /** The command of a `run:` step, or an action. */
  readonly run: string;
  readonly isAction?: true;
  readonly output: readonly string[];
  /** Written as the runner does when the exit code is not 0. */
  readonly exit?: number;
}

const TIME = '2026-02-03T04:05:06.7890123Z';

/** A log as GitHub's runner 2.334 writes it: byte order mark, times, set-up, headers, colours, clean-up. */
export function actionLog(
  steps: readonly LoggedStep[],
  after: readonly string[] = ['Post job cleanup.'],
): string[] {
  const lines = [
    "Current runner version: '2.334.0'",
    '##[group]Operating System',
    'Ubuntu',
    '##[endgroup]',
    'Prepare all required actions',
    'Complete job name: test',
    ...steps.flatMap(stepLines),
    ...after,
  ];
  return lines.map((line, index) => `${index === 0 ? '\uFEFF' : ''}${TIME} ${line}`);
}

function stepLines({ run, isAction, output, exit }: LoggedStep): string[] {
  const head = isAction
    ? ['with:', '  depth: 1']
    : [`\u001B[36;1m${run}\u001B[0m`, 'shell: /usr/bin/bash -e {0}'];
  const end = exit === undefined ? [] : [`##[error]Process completed with exit code ${exit}.`];
  return [`##[group]Run ${run}`, ...head, '##[endgroup]', ...output, ...end];
}
