import type { Retry } from '../model/check.ts';
import { countOf } from '../report/count-of.ts';

const CAUSES: Readonly<Record<Retry['on'][number], string>> = {
  failure: 'a failure',
  errored: 'an error',
  timed_out: 'a timeout',
  transient: 'a transient cause',
};

/** `1 more attempt after a transient cause`. */
export function retryWords({ max, on }: Retry): string {
  return `${countOf(max, 'more attempt')} after ${on.map((cause) => CAUSES[cause]).join(' or ')}`;
}
