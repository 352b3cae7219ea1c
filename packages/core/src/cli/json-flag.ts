import type { Flag } from './verb.ts';

/** The flag of every verb that can answer with one document. */
export const JSON_FLAG: Flag = {
  type: 'boolean',
  description: 'One JSON document on stdout and nothing else.',
};
