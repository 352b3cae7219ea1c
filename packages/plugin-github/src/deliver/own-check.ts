import { parseExternalId, type ExternalId } from '../report/external-id.ts';
import type { RemoteCheckRun } from './check-calls.ts';

/** A check run that Sluice made, by the id that it gave it. */
export interface OwnCheck {
  readonly check: RemoteCheckRun;
  readonly of: ExternalId;
}

/** The newest of the check runs that Sluice made. */
export function newestOwn(checks: readonly RemoteCheckRun[]): OwnCheck | undefined {
  return checks
    .flatMap((check): readonly OwnCheck[] => {
      const of = parseExternalId(check.external_id ?? '');
      return of === undefined ? [] : [{ check, of }];
    })
    .toSorted((a, b) => b.of.runId - a.of.runId || b.of.attempt - a.of.attempt)[0];
}
