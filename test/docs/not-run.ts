import type { ShellLine } from './shell-lines.ts';

/** Examples that are only read, with the reason: by the place they stand in, or by how they begin. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^npm (?:start|test|run|install)\b/u, 'builds, tests or installs the repository itself'],
  [/^examples\/monorepo\/README\.md:/u, 'test/monorepo-example.test.ts runs the example'],
  [
    /^examples\/(?:python-service|custom-script)\/README\.md:/u,
    '`npm start` and the tests of the preset run the example',
  ],
  [/^cd .*npm install\b/u, 'installs packages; test/init-plugin.test.ts runs it'],
  [/^git clone\b|pnpm@|\/tmp\/sluice/u, 'fetches or packs the repository; test/pack.test.ts does the latter'],
  [/--cwd examples\//u, 'needs the run of `npm start`'],
  [/\bgh (?:api|run)\b/u, "is a call of GitHub's own program"],
  [
    /\bsluice (?:rerun --run|verify --commit)\b/u,
    'asks GitHub; the tests of plugin-github run it against their fake',
  ],
  [/\bsluice-github\b/u, 'is called by the generated workflow; the tests of plugin-github run it'],
  [/--sha256/u, 'names the digest of a run that is not here'],
  [/\bsluice security aggregate\b/u, 'the tests of plugin-security run it over recorded reports'],
  [
    /^CONTRIBUTING\.md:.*sluice run --all/u,
    'gates the repository itself; test/ci-config.test.ts reads that config',
  ],
  [
    /\bsluice docker\b|docs\/docker\.md:|plugin-docker\/README/u,
    'needs Docker; the tests of plugin-docker run it',
  ],
];

/** Why an example is not run; undefined for one that is. */
export function whyNotRun({ where, text }: ShellLine): string | undefined {
  return REASONS.find(([pattern]) => pattern.test(text) || pattern.test(`${where} ${text}`))?.[1];
}
