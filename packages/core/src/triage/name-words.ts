import { testWords } from './test-words.ts';
import type { Tool } from './tool.ts';

const FETCHES: readonly Tool[] = [
  'apt',
  'brew',
  'cargo',
  'conda',
  'curl',
  'docker',
  'git',
  'go',
  'gpg',
  'npm',
  'pip',
  'uv',
  'wget',
];
const NAMED: Readonly<Record<string, readonly Tool[]>> = {
  ...Object.fromEntries(
    'bootstrap dependencies deps download downloads fetch get install prepare provision setup vendor'
      .split(' ')
      .map((word) => [word, FETCHES]),
  ),
  ...Object.fromEntries(
    'container containers docker dockerfile image images'.split(' ').map((word) => [word, ['docker']]),
  ),
  ...Object.fromEntries('checkout clone submodule submodules'.split(' ').map((word) => [word, ['git']])),
};

/**
 * Which tools a script, a target or a check may be, by the words of its name: none, where a word says that it tests.
 * The name stands in the workflow, so nothing that runs can change it.
 */
export function toolsOfName(name: string): readonly Tool[] {
  const words = name.toLowerCase().split(/[^a-z0-9]{1,50}/u);
  if (isOfTests(name)) return [];
  return words.flatMap((word) => (Object.hasOwn(NAMED, word) ? (NAMED[word] ?? []) : []));
}

/** Whether a name has a word for tests. */
export function isOfTests(name: string): boolean {
  return testWords(name).length > 0;
}
