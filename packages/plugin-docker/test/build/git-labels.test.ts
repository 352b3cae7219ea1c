import { describe, expect, it } from 'vitest';
import { sourceOf } from '../../src/build/git-labels.ts';

describe('the source of an image', () => {
  it.each([
    ['https://github.com/acme/orders.git', 'https://github.com/acme/orders'],
    ['https://x-access-token:ghp_abc@github.com/acme/orders', 'https://github.com/acme/orders'],
    ['git@github.com:acme/orders.git', 'https://github.com/acme/orders'],
    ['ssh://git@github.com:22/acme/orders.git', 'https://github.com/acme/orders'],
    ['https://user:pass@host.example:8443/a/b.git?token=x#y', 'https://host.example:8443/a/b'],
    ['/srv/git/orders.git', undefined],
    ['../orders', undefined],
    ['file:///srv/git', undefined],
    ['', undefined],
    ['ext::sh -c x', undefined],
  ])('%j is %j, and never has a credential', (remote, source) => {
    expect(sourceOf(remote)).toBe(source);
  });
});
