import { requirementName, type RequirementList } from './requirements.ts';

export interface RequirementChoice {
  /** Options that name what plugin-python would not find by itself; empty when it would. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly says: string;
  readonly because: string;
}

/** By these names plugin-python knows the lists that hold the tests' requirements; it takes those of the first rank there is. */
const RANKS: readonly RegExp[] = [
  /^(?:tests?|testing|unit-?tests?|pytest)$/u,
  /^(?!.*(?:typ|mypy|lint|doc|bench|perf|integration|e2e))(?:tests?|testing)-.*|^.*-tests?$/u,
  /^(?:dev|devel|develop|development)$/u,
  /^(?:ci|all|full|complete)$/u,
];

const KINDS = ['group', 'extra', 'file'] as const;

const TEST_REQUIREMENT = /^(?:pytest(?:-.+)?|coverage|hypothesis|nose2?|stestr|testtools|tox)$/u;

const OPTION = { group: 'groups', extra: 'extras', file: 'requirements' } as const;

/** Where the tests' requirements are, and whether that must be said in the config. */
export function chooseTestRequirements(lists: readonly RequirementList[]): RequirementChoice {
  const nameable = lists.filter(({ kind, name }) => kind !== 'main' && name !== 'requirements.txt');
  const known = nameable.filter((list) => rankOf(list) < RANKS.length);
  const telling = nameable.filter(isForTests);
  if (telling.length > 0 && !known.some(isForTests)) return named(telling);
  if (known.length > 0) {
    return {
      options: {},
      says: [...taken(known), ...lists.filter((list) => list.name === 'requirements.txt' && isForTests(list))]
        .map(({ place }) => place)
        .join(', '),
      because: 'guessed by name; the options groups, extras and requirements name others',
    };
  }
  const elsewhere = lists.find((list) => list.kind === 'main' && isForTests(list));
  if (elsewhere !== undefined) {
    const isTox = elsewhere.place.startsWith('tox.ini');
    return {
      options: {},
      says: elsewhere.place,
      because: isTox
        ? 'tox alone reads these: put them in a group or a file, else pytest and coverage are all there is'
        : 'installed with the project',
    };
  }
  return {
    options: {},
    says: 'none named',
    because: 'pytest and coverage are added to the environment, not to your files',
  };
}

function named(telling: readonly RequirementList[]): RequirementChoice {
  const [first] = telling;
  if (first === undefined || first.kind === 'main') return { options: {}, says: '', because: '' };
  const { kind } = first;
  const names = telling.filter((list) => list.kind === kind).map(({ name }) => name);
  return {
    options: { [OPTION[kind]]: names },
    says: first.place,
    because: 'named in the config, as its name does not say tests',
  };
}

/** Of the lists with a known name, those that plugin-python installs: two for the same purpose often contradict one another. */
function taken(known: readonly RequirementList[]): readonly RequirementList[] {
  const best = Math.min(...known.map(rankOf));
  const inRank = known.filter((list) => rankOf(list) === best);
  const kind = KINDS.find((wanted) => inRank.some((list) => list.kind === wanted));
  return inRank.filter((list) => list.kind === kind || (best === 0 && list.kind === 'extra'));
}

function rankOf(list: RequirementList): number {
  const index = RANKS.findIndex((pattern) => pattern.test(purposeOf(list)));
  return index === -1 ? RANKS.length : index;
}

function isForTests({ lines }: RequirementList): boolean {
  return lines.some((line) => TEST_REQUIREMENT.test(requirementName(line) ?? ''));
}

/** `requirements-dev.txt`, `dev-requirements.txt` and `requirements/dev.txt` are all for `dev`. */
function purposeOf({ kind, name }: RequirementList): string {
  if (kind !== 'file') return name.toLowerCase().replace(/[-_.]+/gu, '-');
  const stem = name.replace(/^requirements\//u, '').replace(/\.(?:txt|in)$/iu, '');
  return stem
    .replace(/(?:^|[-_.])(?:requirements?|reqs)(?=[-_.]|$)/iu, '')
    .replace(/^[-_.]+|[-_.]+$/gu, '')
    .toLowerCase();
}
