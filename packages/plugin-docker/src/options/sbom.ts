import { level } from './level.ts';
import { switchable } from './switchable.ts';
import { timeoutMs } from './timeout-ms.ts';

/** The option `sbom`. */
export const sbom = switchable(
  { level, timeoutMs: timeoutMs('10 minutes') },
  'The packages of the image as CycloneDX and SPDX, by Trivy, and what changed since the last time.',
);
