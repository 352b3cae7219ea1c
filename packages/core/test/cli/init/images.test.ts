import { describe, expect, it } from 'vitest';
import { configText } from '../../../src/cli/init/config-text.ts';
import { detectImages } from '../../../src/cli/init/detect-images.ts';

const lineOf = (...files: string[]): string | undefined => {
  const { images } = detectImages({ files });
  return configText({ commands: [], ...(images === undefined ? {} : { images }) })
    .split('\n')
    .find((line) => line.includes('docker('))
    ?.trim();
};

describe('init on Dockerfiles', () => {
  it('builds the image of the root, and says which others it does not', () => {
    expect(lineOf('Dockerfile', 'pyproject.toml')).toBe(
      'docker(), // optional: it reports, and never blocks',
    );
    expect(detectImages({ files: ['Dockerfile', 'tools/Dockerfile.dev'] }).row).toEqual({
      what: 'Dockerfile',
      seen: 'Dockerfile, tools/Dockerfile.dev',
      gives: 'docker (optional); tools/Dockerfile.dev not built',
    });
  });

  it('builds those of folders that are projects, each under the name of its folder', () => {
    const files = [
      'services/billing/Dockerfile',
      'services/billing/pyproject.toml',
      'services/orders/Dockerfile',
      'services/orders/requirements.txt',
    ];
    expect(lineOf(...files)).toBe(
      "docker({ images: { billing: 'services/billing', orders: 'services/orders' } }), // optional: it reports, and never blocks",
    );
  });

  it.each([
    ['whose context nobody can guess', ['deploy/Dockerfile', 'pyproject.toml']],
    ['with one name for two', ['a/api/Dockerfile', 'a/api/go.mod', 'b/api/Dockerfile', 'b/api/go.mod']],
    ['whose folder is no name of an image', ['My App/Dockerfile', 'My App/go.mod']],
  ])('leaves those %s to whoever knows', (_, files) => {
    expect(lineOf(...files)).toBeUndefined();
    expect(detectImages({ files }).row?.gives).toBe('not built: what context it wants is for you to say');
  });

  it('says nothing where there is none', () => {
    expect(detectImages({ files: ['pyproject.toml', 'docs/Dockerfiles.md'] })).toEqual({});
  });
});
