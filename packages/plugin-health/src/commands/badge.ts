import type { HealthDocument } from '../figures/health-document.ts';
import { percent } from './words.ts';

/** A badge in the schema of shields' endpoint: https://shields.io/badges/endpoint-badge. */
export function badge({ status, figures }: HealthDocument): Readonly<Record<string, unknown>> {
  return {
    schemaVersion: 1,
    label: 'CI health',
    message:
      status === 'insufficient-data' ? 'too few runs' : `${percent(figures.rate)} of ${figures.decided}`,
    color: { good: 'brightgreen', alert: 'red', 'insufficient-data': 'lightgrey' }[status],
  };
}
