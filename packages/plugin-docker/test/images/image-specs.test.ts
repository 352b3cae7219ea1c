import { describe, expect, it } from 'vitest';
import { imageSpecs } from '../../src/images/image-specs.ts';
import { dockerOptions, type DockerInput } from '../../src/options.ts';

const specs = (input: DockerInput, cwd = '/repository/orders') => imageSpecs(cwd, dockerOptions.parse(input));

describe('the images of a config', () => {
  it('are one, named after the folder, when none is named', () => {
    expect(specs({}, '/repository/My Service.v2')).toEqual([
      expect.objectContaining({
        name: 'my-service-v2',
        context: '.',
        dockerfile: 'Dockerfile',
        isCell: false,
      }),
    ]);
    expect(specs({}, '/')).toEqual([expect.objectContaining({ name: 'image' })]);
  });

  it('have no cell while there is one, however it is written', () => {
    expect(specs({ image: 'orders' })).toEqual(specs({ images: { orders: '.' } }));
  });

  it('are cells when there are several, each with the Dockerfile of its context', () => {
    const images = {
      billing: 'services/billing/',
      orders: { context: './', dockerfile: 'docker/Orders.Dockerfile' },
    };
    expect(specs({ images })).toEqual([
      expect.objectContaining({
        name: 'billing',
        context: 'services/billing',
        dockerfile: 'services/billing/Dockerfile',
        isCell: true,
      }),
      expect.objectContaining({
        name: 'orders',
        context: '.',
        dockerfile: 'docker/Orders.Dockerfile',
        isCell: true,
      }),
    ]);
  });
});

describe('the options', () => {
  it.each<[string, unknown]>([
    ['a name that no reference can hold', { image: 'Orders' }],
    ['image and images', { image: 'orders', images: { orders: '.' } }],
    ['no image at all', { images: {} }],
    ['a context that is a flag', { images: { orders: '--push' } }],
    ['an argument that changes the client', { images: { orders: { args: { DOCKER_HOST: 'tcp://a:1' } } } }],
    ['a search path as an argument', { images: { orders: { args: { PATH: '/tmp' } } } }],
    ['a secret by value', { images: { orders: { secrets: { token: 'abc' } } } }],
    ['a cache that is more than a reference', { cache: { registry: 'ghcr.io/a/b,mode=min' } }],
    ['a cache folder that is more than a folder', { cache: { local: 'x,dest=/etc' } }],
    ['a network that is a flag', { smoke: { network: '--privileged' } }],
    ['a misspelt option', { imagse: {} }],
  ])('refuse %s', (_, input) => {
    expect(dockerOptions.safeParse(input).success).toBe(false);
  });
});
