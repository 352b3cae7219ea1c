import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHarness, type CheckRunOptions, type CheckRunOutput } from '@sluice/core/testing';
import { sbomCheck } from '../../src/checks/sbom.ts';
import { scanCheck } from '../../src/checks/scan.ts';
import { imageSpecs } from '../../src/images/image-specs.ts';
import { dockerOptions, type DockerInput } from '../../src/options.ts';
import { thisOwner } from '../../src/owner/this-owner.ts';
import { savedImage, type SavedImageInput } from './saved-image.ts';
import { trivyPath } from './trivy-path.ts';
import { writeTrivyDb } from './trivy-db.ts';

/** A folder with a saved image and the tests' database, and both checks of Trivy on it: no engine is needed. */
export interface ScanPlace extends AsyncDisposable {
  readonly dir: string;
  readonly save: (image: SavedImageInput) => Promise<void>;
  readonly scan: (scan?: DockerInput['scan'], options?: Partial<CheckRunOptions>) => Promise<CheckRunOutput>;
  readonly sbom: (options?: Partial<CheckRunOptions>) => Promise<CheckRunOutput>;
}

/** Without misconfigurations, whose checks take Trivy two seconds to read. */
const QUICK: readonly ('vulnerabilities' | 'secrets')[] = ['vulnerabilities', 'secrets'];

/** All that Trivy looks for. */
export const ALL = { scanners: ['vulnerabilities', 'misconfigurations', 'secrets'] } as const;

export interface ScanPlaceInput {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** How long ago the database was made. */
  readonly dbAgeMs?: number;
}

export async function scanPlace({ files = {}, env = {}, dbAgeMs }: ScanPlaceInput = {}): Promise<ScanPlace> {
  const harness = await createHarness({ files, env });
  const { dir } = harness.workspace;
  await writeTrivyDb(join(dir, 'advisories'), dbAgeMs);
  const inputOf = (input: DockerInput) => {
    const options = dockerOptions.parse({ images: { orders: { archive: 'image.tar' } }, ...input });
    const [spec] = imageSpecs(dir, options);
    if (spec === undefined) throw new Error('there is no image');
    const run = { owner: thisOwner(), env, begin: async () => undefined };
    return { options, spec, run, inputs: [], absent: undefined, facts: {} };
  };
  const tools = { trivy: trivyPath() };
  return {
    dir,
    save: (image) => writeFile(join(dir, 'image.tar'), savedImage(image)),
    scan: (scan = { database: 'advisories' }, more = {}) => {
      return harness.runCheck(
        scanCheck(inputOf({ scan: scan === false ? false : { scanners: [...QUICK], ...scan } })),
        {
          tools,
          ...more,
        },
      );
    },
    sbom: (more = {}) => {
      return harness.runCheck(sbomCheck(inputOf({})), { tools, ...more });
    },
    [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose](),
  };
}
