import { z } from '@sluice/core';
import { level } from './level.ts';
import { path } from './path.ts';
import { switchable } from './switchable.ts';
import { timeoutMs } from './timeout-ms.ts';

const count = z.int().min(0);

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** The option `scan`. */
export const scan = switchable(
  {
    level,
    timeoutMs: timeoutMs('10 minutes'),
    scanners: z
      .array(z.enum(['vulnerabilities', 'misconfigurations', 'secrets']))
      .min(1)
      .default(['vulnerabilities', 'misconfigurations', 'secrets'])
      .describe('What is looked for.'),
    severityAtLeast: z
      .enum(['critical', 'high', 'medium', 'low'])
      .default('high')
      .describe('This severity and worse counts for the limits. What is below it is shown.'),
    ignoreUnfixed: z
      .boolean()
      .default(true)
      .describe('Whether vulnerabilities that no release mends are left out of the limit. They are shown.'),
    maxVulnerabilities: count.default(0).describe('How many vulnerabilities pass, among those that count.'),
    maxMisconfigurations: count
      .default(0)
      .describe('How many misconfigurations pass, a system without security fixes among them.'),
    maxSecrets: count.default(0).describe('How many secrets pass that are no placeholders, in any layer.'),
    database: path
      .optional()
      .describe(
        "A folder with Trivy's database of vulnerabilities (db/trivy.db, db/metadata.json), relative to the config, to work without a network. Default: the live one, fetched once a day and kept in .sluice/docker.",
      ),
    maxDbAgeMs: z
      .int()
      .positive()
      .default(WEEK_MS)
      .describe('How old the database may be in milliseconds. An older one is no evidence. Default 7 days.'),
    allowNoPackages: z
      .boolean()
      .default(false)
      .describe(
        'Whether an image may have no package that Trivy recognises, such as one program on scratch. Otherwise nothing is known of its vulnerabilities, and the check is errored.',
      ),
  },
  'Trivy on the image: vulnerabilities, misconfigurations and secrets.',
);
