import type { Check } from '@sluice/core';
import { openImage } from '../image/open-image.ts';
import { imageTag } from '../images/image-tag.ts';
import { runSbom } from '../sbom/run-sbom.ts';
import { TRIVY } from '../trivy/trivy-tool.ts';
import { checkLevel } from './check-level.ts';
import { madeFrom, type FinishedCheckInput } from './made-from.ts';
import { imageCheck } from './image-check.ts';

const SBOM_MS = 10 * 60 * 1000;

/**
 * What one image is made of, as CycloneDX and SPDX, and what changed. It judges nothing: any list passes but an empty
 * one. Never reused: it compares with the list of the run before, and that is to be this one the next time.
 */
export function sbomCheck({ options, spec, run, inputs, absent }: FinishedCheckInput): Check {
  const { sbom, scan } = options;
  const { name } = spec;
  return {
    ...imageCheck({
      name: 'sbom',
      title: `Packages of the image ${name} (SBOM)`,
      spec,
      level: checkLevel(options, sbom),
      option: sbom,
      absent,
    }),
    ...madeFrom(spec, inputs),
    tools: [TRIVY],
    limits: [],
    timeoutMs: (sbom === false ? undefined : sbom.timeoutMs) ?? SBOM_MS,
    run: (ctx) => {
      const open = () => openImage(ctx, spec, imageTag(spec, run.owner));
      const allowNone = scan !== false && scan.allowNoPackages;
      return runSbom(ctx, { name, env: run.env, nowMs: Date.now(), openImage: open, allowNone });
    },
  };
}
