import type { Check } from '@sluice/core';
import { openImage } from '../image/open-image.ts';
import { readSource } from '../image/read-source.ts';
import { imageTag } from '../images/image-tag.ts';
import { runScan } from '../scan/run-scan.ts';
import { scanFiles } from '../scan/scan-files.ts';
import { scanLimits } from '../scan/scan-limits.ts';
import { TRIVY } from '../trivy/trivy-tool.ts';
import { checkLevel } from './check-level.ts';
import { madeFrom, type FinishedCheckInput } from './made-from.ts';
import { imageCheck } from './image-check.ts';

const SCAN_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface ScanCheckInput extends FinishedCheckInput {
  /** What the files hold that decide what it says. */
  readonly facts: Readonly<Record<string, string | null>>;
}

/**
 * Trivy on one image. What it finds are facts; the limits say what is too much. A result is reused for a day at most,
 * for what is known of vulnerabilities grows, and only for an image that is made of the same.
 */
export function scanCheck({ options, spec, run, inputs, absent, facts }: ScanCheckInput): Check {
  const { scan } = options;
  const made = madeFrom(spec, inputs);
  return {
    ...imageCheck({
      name: 'scan',
      title: `Vulnerabilities, misconfigurations and secrets in the image ${spec.name} (Trivy)`,
      spec,
      level: checkLevel(options, scan),
      option: scan,
      absent,
    }),
    ...made,
    ...(made.inputs === undefined ? {} : { inputs: [...made.inputs, ...scanFiles(options)] }),
    tools: [TRIVY],
    limits: scan === false ? [] : scanLimits(scan),
    timeoutMs: (scan === false ? undefined : scan.timeoutMs) ?? SCAN_MS,
    keyedBy: facts,
    cache: made.inputs !== undefined,
    freshForMs: DAY_MS,
    // A mirror that hiccups once is no reason to know nothing.
    retry: { max: 1, on: ['transient'] },
    run: async (ctx) => {
      if (scan === false) return { status: 'skipped', reason: 'option scan is false' };
      const source = await readSource(ctx.cwd, spec);
      const open = () => openImage(ctx, spec, imageTag(spec, run.owner));
      return runScan(ctx, { scan, source, env: run.env, nowMs: Date.now(), openImage: open });
    },
  };
}
