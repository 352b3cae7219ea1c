import type { Limit } from '@sluice/core';
import type { DockerOptions } from '../options.ts';

/** The options of docker/scan, where it is not switched off. */
export type ScanOptions = Exclude<DockerOptions['scan'], false>;

/**
 * How much passes. What no release mends is left out of the first by default: nobody can act on it, and an image of
 * Debian always has some. Secrets have a limit of their own, whatever their severity; placeholders are `info`.
 */
export function scanLimits(scan: ScanOptions): readonly Limit[] {
  const { severityAtLeast, ignoreUnfixed } = scan;
  const fixable = ignoreUnfixed ? { fixable: true } : {};
  return [
    {
      rule: 'docker/max-vulnerabilities',
      count: { kind: 'dependency', severityAtLeast, ...fixable },
      max: scan.maxVulnerabilities,
    },
    {
      rule: 'docker/max-misconfigurations',
      count: { kind: ['misconfig', 'eol'], severityAtLeast },
      max: scan.maxMisconfigurations,
    },
    { rule: 'docker/max-secrets', count: { kind: 'secret', severityAtLeast: 'low' }, max: scan.maxSecrets },
  ];
}
