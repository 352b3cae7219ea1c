import type { z } from '@sluice/core';
import type { EnvironmentFault } from './environment-reading.ts';
import type { GithubEvent, RepositoryName } from './github-environment.ts';
import { payloadSchemas } from './payload-schemas.ts';
import type { Variables } from './variables-schema.ts';

type Schemas = typeof payloadSchemas;

/** What was read of the payload, with the event it is of. */
export type Payload = {
  readonly [E in GithubEvent]: { readonly event: E; readonly data: z.output<Schemas[E]> };
}[GithubEvent];

/** The payload of the event that the variables name, or what is wrong with it. */
export function parsePayload(text: string, variables: Variables): Payload | EnvironmentFault {
  const event = variables.GITHUB_EVENT_NAME;
  const value = parseJson(text);
  if (value === undefined) {
    return {
      code: 'GITHUB_PAYLOAD_UNREADABLE',
      message: 'The payload of the event is not JSON.',
      hint: 'Look at the file that GITHUB_EVENT_PATH names: a step may have written over it.',
    };
  }
  const read = payloadSchemas[event].safeParse(value);
  if (!read.success) return invalid(event, read.error.issues[0]);
  const named = read.data.repository?.full_name;
  if (named !== undefined && !isSame(named, variables.GITHUB_REPOSITORY)) {
    return invalid(event, { path: ['repository', 'full_name'], message: 'is not GITHUB_REPOSITORY' });
  }
  // The compiler cannot see that the schema looked up by `event` gives the data of `event`.
  return { event, data: read.data } as Payload;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}

function isSame(left: RepositoryName, right: RepositoryName): boolean {
  const key = ({ owner, name }: RepositoryName): string => `${owner}/${name}`.toLowerCase();
  return key(left) === key(right);
}

/** Names the field and never what it holds: the payload may be anybody's text. */
function invalid(
  event: string,
  first: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): EnvironmentFault {
  const field =
    first === undefined || first.path.length === 0 ? 'the whole' : first.path.map(String).join('.');
  return {
    code: 'GITHUB_PAYLOAD_INVALID',
    message: `The payload is not one of ${event}: ${field} ${first?.message ?? 'is invalid'}.`,
    hint: 'GITHUB_EVENT_NAME and GITHUB_EVENT_PATH must be of one event; look for a step or an `env:` that changes them.',
  };
}
