const step = (command: string, ...lines: readonly string[]): readonly string[] => [
  `##[group]Run ${command}`,
  command,
  'shell: /usr/bin/bash -e {0}',
  '##[endgroup]',
  ...lines,
  '##[error]Process completed with exit code 1.',
];

/** Lines of logs as runners write them, without their times. */
export const LOGS = {
  /** A registry that does not answer, under a command that does nothing but fetch. */
  npm: step(
    'npm ci',
    'npm error code ECONNRESET',
    'npm error network request to https://registry.example/left-pad failed, reason: read ECONNRESET',
  ),
  /** Another registry, another cause. */
  apt: step(
    'sudo apt-get install -y libpq-dev',
    'E: Failed to fetch http://mirror.example/p.deb  503  Service Unavailable [IP: 1.2.3.4 80]',
  ),
  test: step('pytest', 'E       assert 1 == 2', '1 failed in 0.10s'),
  /** A test that prints what a rerun would be given for. */
  planted: step('pytest', 'npm error code ECONNRESET', 'read ECONNRESET', '1 failed in 0.10s'),
} as const;
