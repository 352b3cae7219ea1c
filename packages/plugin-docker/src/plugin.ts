import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { definePlugin, type CheckContext } from '@sluice/core';
import packageJson from '../package.json' with { type: 'json' };
import { buildCheck } from './checks/build.ts';
import { lintCheck } from './checks/lint.ts';
import { sbomCheck } from './checks/sbom.ts';
import { scanCheck } from './checks/scan.ts';
import { smokeCheck } from './checks/smoke.ts';
import { contextInputs } from './context/context-inputs.ts';
import { readIgnoreFile } from './context/read-ignore-file.ts';
import { examineEngine } from './engine/examine-engine.ts';
import { isFile } from './context/is-file.ts';
import { whyAbsent } from './images/why-absent.ts';
import { whyMadeElsewhere } from './images/why-made-elsewhere.ts';
import type { DockerRun } from './images/docker-run.ts';
import { failureRules } from './failure-rules.ts';
import { imageSpecs } from './images/image-specs.ts';
import { dockerOptions } from './options.ts';
import { markRun } from './owner/mark-run.ts';
import type { Owner } from './owner/owner.ts';
import { ownerText } from './owner/owner-text.ts';
import { removeOwned } from './owner/remove-owned.ts';
import { sweep } from './owner/sweep.ts';
import { thisOwner } from './owner/this-owner.ts';
import { scanFacts } from './scan/scan-facts.ts';
import { scanFiles } from './scan/scan-files.ts';
import { workflowSetup } from './workflow-setup.ts';

/** Images in, facts out: whether the Dockerfile is sound, the image builds, and what it holds. */
export const docker = definePlugin({
  name: 'docker',
  version: packageJson.version,
  options: dockerOptions,
  examine: (place) => examineEngine(place),
  failureRules,
  workflowSetup,
  // Without it every run would be the first that lists the packages.
  workflowKeeps: ['sbom'],
  setup({ hooks }, options) {
    let owner: Owner | undefined;
    let mark: string | undefined;
    let begun: Promise<string | undefined> | undefined;
    const begin = async (ctx: CheckContext, one: Owner): Promise<string | undefined> => {
      mark = await markRun(ctx, one);
      return sweep(ctx);
    };
    hooks.check.tapPromise('docker', async ({ cwd, env, add }) => {
      const one = (owner ??= thisOwner());
      const run: DockerRun = { owner: one, env, begin: (ctx) => (begun ??= begin(ctx, one)) };
      const absent = await whyAbsent(cwd, options);
      const facts = await scanFacts(cwd, options);
      for (const spec of imageSpecs(cwd, options)) {
        const { rules } = await readIgnoreFile(cwd, spec);
        // Without a Dockerfile no file decides anything, and what is named is to be missed in every run.
        const isThere = await isFile(join(cwd, spec.dockerfile));
        const inputsWith = (beside: readonly string[] = []): readonly string[] | undefined =>
          isThere ? contextInputs(spec, rules, beside) : undefined;
        const inputs = inputsWith();
        const made = absent ?? whyMadeElsewhere(spec);
        add(lintCheck({ options, spec, absent: made }));
        add(buildCheck({ options, spec, run, inputs, rules, absent: made }));
        add(scanCheck({ options, spec, run, inputs: inputsWith(scanFiles(options)), absent, facts }));
        add(sbomCheck({ options, spec, run, inputs, absent }));
        add(smokeCheck({ options, spec, run, inputs, absent: made }));
      }
    });
    // Always called, after Ctrl-C too: what a run has made ends with it, and the layers stay.
    hooks.report.tapPromise('docker', async ({ report, exec }) => {
      const isUsed = report.results.some(
        ({ id, attempts }) => id.startsWith('docker/') && attempts.length > 0,
      );
      if (!isUsed || owner === undefined) return;
      const mine = ownerText(owner);
      const { problems } = await removeOwned(exec, (one) => ownerText(one) === mine);
      if (mark !== undefined) await rm(mark, { force: true });
      if (problems.length > 0)
        throw new Error(`not all of the run’s images are removed: ${problems.join(' · ')}`);
    });
  },
});
