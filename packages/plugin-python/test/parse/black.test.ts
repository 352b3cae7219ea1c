import { expect, it } from 'vitest';
import { parseBlack } from '../../src/parse/black.ts';

it.each(['', ' for target version Python 3.12', ' for target versions Python 3.12, Python 3.13'])(
  'reads where a file does not parse%s',
  (target) => {
    const said = [
      'Warning: Python 3.11 cannot parse code formatted for Python 3.12.',
      `error: cannot parse${target}: /srv/shop/examples/broken.py:1:11`,
      '    def broken(:',
      '              ^',
      'ParseError: bad input',
      'would reformat /srv/shop/orders/ugly.py',
      '',
      '1 file would be reformatted, 5 files would be left unchanged, 1 file would fail to reformat.',
      '',
    ].join('\n');
    expect(parseBlack(said)).toMatchObject({
      wouldReformat: ['/srv/shop/orders/ugly.py'],
      failures: [{ path: '/srv/shop/examples/broken.py', line: 1, column: 12, isFileAtFault: true }],
      counts: { changed: 1, unchanged: 5, failed: 1 },
    });
  },
);
