import { normaliseName } from './normalise-name.ts';
import type { PythonProject } from './python-project.ts';

/** What the options may say; what they leave out is guessed. */
export interface RequirementOptions {
  readonly extras?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly requirements?: readonly string[] | undefined;
}

/** What goes into an environment besides the project's own dependencies. */
export interface Choice {
  readonly extras: readonly string[];
  readonly groups: readonly string[];
  /** Requirements files, relative to the project. */
  readonly files: readonly string[];
  /** What was guessed and what was left out, for people; empty when the options said all. */
  readonly guesses: readonly string[];
  /** Names in the options that the project does not have. */
  readonly unknown: readonly string[];
}

/** Words that say what a list is for, most telling first. A list of a lower rank is left out when a higher one exists. */
const RANKS: readonly RegExp[] = [
  /^(?:tests?|testing|unit-?tests?|pytest)$/u,
  /^(?!.*(?:typ|mypy|lint|doc|bench|perf|integration|e2e))(?:tests?|testing)-.*|^.*-tests?$/u,
  /^(?:dev|devel|develop|development)$/u,
  /^(?:ci|all|full|complete)$/u,
];

interface Candidate {
  readonly kind: 'extras' | 'groups' | 'files';
  readonly name: string;
  readonly rank: number;
}

/**
 * Chooses the lists that hold the tests' requirements: those named for tests; without any, those named for
 * development; without these, the ones that hold everything. Files named for the running program always come along.
 * Two lists of one rank for the same purpose often contradict one another, so a group wins over an extra, and both
 * over a file.
 */
export function chooseRequirements(project: PythonProject, options: RequirementOptions): Choice {
  const candidates = candidatesOf(project).filter((one) => options[optionOf(one.kind)] === undefined);
  const best = Math.min(...candidates.map((one) => one.rank), RANKS.length);
  const inRank = candidates.filter((one) => one.rank === best);
  const kinds: readonly Candidate['kind'][] = ['groups', 'extras', 'files'];
  const kind = kinds.find((wanted) => inRank.some((one) => one.kind === wanted));
  const isSaid = [options.extras, options.groups, options.requirements].some(
    (list) => list !== undefined && list.length > 0,
  );
  // What the options name is taken to be the whole list of the tests.
  const taken = isSaid
    ? []
    : inRank.filter((one) => one.kind === kind || (best === 0 && one.kind === 'extras'));
  const pick = (wanted: Candidate['kind']): string[] =>
    taken.filter((one) => one.kind === wanted).map((one) => one.name);
  const runtime =
    options.requirements === undefined
      ? project.requirementsFiles.map((file) => file.path).filter(isRuntimeFile)
      : [];
  const files = [...(options.requirements ?? [...runtime, ...pick('files')])];
  return {
    extras: options.extras ?? pick('extras'),
    groups: options.groups ?? pick('groups'),
    files: withoutIncluded(project, files),
    guesses: guessesOf({
      taken,
      leftOut: isSaid ? [] : candidates.filter((one) => !taken.includes(one)),
      runtime,
    }),
    unknown: unknownNames(project, options),
  };
}

const optionOf = (kind: Candidate['kind']): keyof RequirementOptions =>
  kind === 'files' ? 'requirements' : kind;

function candidatesOf(project: PythonProject): Candidate[] {
  const named = (kind: Candidate['kind'], names: readonly string[]): Candidate[] =>
    names.map((name) => ({ kind, name, rank: rankOf(kind === 'files' ? purposeOf(name) : name) }));
  return [
    ...named('groups', Object.keys(project.groups)),
    ...named('extras', Object.keys(project.extras)),
    ...named(
      'files',
      project.requirementsFiles.map((file) => file.path),
    ),
  ].filter((one) => one.rank < RANKS.length);
}

function rankOf(name: string): number {
  const index = RANKS.findIndex((pattern) => pattern.test(normaliseName(name)));
  return index === -1 ? RANKS.length : index;
}

/** `requirements-dev.txt`, `dev-requirements.txt`, `requirements/dev.txt` are all for `dev`. */
function purposeOf(path: string): string {
  const stem = path.replace(/^requirements\//u, '').replace(/\.txt$/iu, '');
  return stem.replace(/(?:^|[-_.])(?:requirements?|reqs)(?=[-_.]|$)/iu, '').replace(/^[-_.]+|[-_.]+$/gu, '');
}

function isRuntimeFile(path: string): boolean {
  return (
    path === 'requirements.txt' ||
    /^requirements\/(?:base|main|common|requirements|prod|production)\.txt$/u.test(path)
  );
}

/** A file that another chosen one includes is installed with it. */
function withoutIncluded(project: PythonProject, files: readonly string[]): string[] {
  const included = (path: string): readonly string[] =>
    project.requirementsFiles.find((file) => file.path === path)?.files.slice(1) ?? [];
  return [...new Set(files)].filter(
    (path) => !files.some((other) => other !== path && included(other).includes(path)),
  );
}

function unknownNames(project: PythonProject, options: RequirementOptions): string[] {
  const missing = (names: readonly string[] | undefined, known: readonly string[], what: string): string[] =>
    (names ?? [])
      .filter((name) => !known.some((one) => normaliseName(one) === normaliseName(name)))
      .map((name) => `${what} ${name} (the project has ${known.length === 0 ? 'none' : known.join(', ')})`);
  // The extras of a `setup.py` are only known to whoever runs it, so a name cannot be called unknown there.
  const isStatic = project.pyproject?.['project'] !== undefined || Object.keys(project.extras).length > 0;
  return [
    ...(isStatic ? missing(options.extras, Object.keys(project.extras), 'extra') : []),
    ...missing(options.groups, Object.keys(project.groups), 'group'),
  ];
}

function guessesOf(found: { taken: Candidate[]; leftOut: Candidate[]; runtime: string[] }): string[] {
  const word = { extras: 'extra', groups: 'group', files: '' } as const;
  const names = (list: readonly Candidate[]): string =>
    list.map((one) => `${word[one.kind]} ${one.name}`.trim()).join(', ');
  const taken = [names(found.taken), ...found.runtime].filter(Boolean).join(', ');
  return [
    ...(taken === '' ? [] : [`test requirements: ${taken} (guessed by name)`]),
    ...(found.leftOut.length === 0
      ? []
      : [`left out: ${names(found.leftOut)} (name them with the options extras, groups or requirements)`]),
  ];
}
