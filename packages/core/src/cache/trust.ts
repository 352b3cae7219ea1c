/**
 * Whose results a run may read, and as whose it writes. A result is as good as the run that wrote it: on a pull
 * request anybody's code runs, so what it wrote must never decide for the default branch.
 */
export interface Trust {
  /** The name its entries carry. Undefined: it writes nothing. */
  readonly writesAs?: string;
  /** The names of entries that it may use, the nearest first. */
  readonly reads: readonly string[];
  /** For people: `a pull request: reads what the default branch wrote, and its own`. */
  readonly reason: string;
}

/** The default branch and the merge queue. */
const TRUSTED = 'trusted';
const LOCAL = 'local';

type Env = Readonly<Record<string, string | undefined>>;

/** What is read of an event's payload, which is somebody else's data: any field may be missing or of another kind. */
interface EventPayload {
  readonly repository?: { readonly default_branch?: unknown; readonly full_name?: unknown } | null;
  readonly number?: unknown;
  readonly pull_request?: {
    readonly number?: unknown;
    readonly head?: { readonly repo?: { readonly full_name?: unknown } | null } | null;
  } | null;
}

/**
 * The trust of a run, by what started it. `payload` is the JSON of the event, where there is one. What is not known for
 * certain gets the least: it reads what the default branch wrote, and writes nothing.
 */
export function trustOf(env: Env, payload: unknown): Trust {
  if (env['GITHUB_ACTIONS'] !== 'true')
    return isOtherCi(env) ? least('a CI system that is not known') : local();
  const event: EventPayload = typeof payload === 'object' && payload !== null ? payload : {};
  const defaultBranch = event.repository?.default_branch;
  const ref = env['GITHUB_REF'];
  switch (env['GITHUB_EVENT_NAME']) {
    case 'merge_group':
      return { writesAs: TRUSTED, reads: [TRUSTED], reason: 'the merge queue' };
    case 'pull_request':
      return ofPullRequest(event);
    case 'push':
    case 'schedule':
    case 'workflow_dispatch':
    case 'repository_dispatch': {
      if (ref === undefined || typeof defaultBranch !== 'string' || defaultBranch === '')
        return least('a run whose branch is not known');
      if (ref === `refs/heads/${defaultBranch}`)
        return { writesAs: TRUSTED, reads: [TRUSTED], reason: `the default branch ${defaultBranch}` };
      const own = `ref:${ref}`;
      return { writesAs: own, reads: [own, TRUSTED], reason: `${ref}, which is not the default branch` };
    }
    default:
      // `pull_request_target`, `workflow_run`, `issue_comment`: the rights of the default branch, perhaps with the
      // code of a stranger.
      return least(`the event ${env['GITHUB_EVENT_NAME'] ?? 'that is not named'}`);
  }
}

function ofPullRequest({ repository, pull_request: pull, number }: EventPayload): Trust {
  const base = repository?.full_name;
  const head = pull?.head?.repo?.full_name;
  const id = pull?.number ?? number;
  const isOwn = typeof base === 'string' && base !== '' && head === base;
  if (!isOwn || !Number.isInteger(id)) return least('a pull request from a fork');
  const own = `pull:${String(id)}`;
  return { writesAs: own, reads: [own, TRUSTED], reason: `pull request ${String(id)}` };
}

function least(what: string): Trust {
  return { reads: [TRUSTED], reason: `${what}: it writes nothing` };
}

function local(): Trust {
  return {
    writesAs: LOCAL,
    reads: [LOCAL, TRUSTED],
    reason: 'no CI: results of this kind are never read by CI',
  };
}

function isOtherCi(env: Env): boolean {
  const value = env['CI']?.toLowerCase();
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
