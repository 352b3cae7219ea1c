import type { GithubFault } from '../client/github-fault.ts';
import type { Delivered } from './delivered.ts';

/** A delivery that a fault of the API ended. */
export function lost({ message, hint }: Pick<GithubFault, 'message' | 'hint'>, what = ''): Delivered {
  return { isDelivered: false, said: `${what === '' ? '' : `${what}: `}${message} ${hint}` };
}
