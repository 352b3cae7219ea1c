import { describe, expect, it } from 'vitest';
import { lineOf } from '../../src/image/line-of.ts';

const dockerfile = {
  path: 'Dockerfile',
  text: `# syntax=docker/dockerfile:1
FROM python:3.12-slim
ENV NAME value
ENV A="b" C=d
RUN --mount=type=cache,target=/root/.cache \\
    # between
    pip install \\
    -r requirements.txt
COPY --chown=1:1 ["a b", "/srv"]
USER 10001
`,
};

describe('the line of an instruction that an image records', () => {
  it.each([
    ['ENV NAME=value', 3],
    ['ENV A=b C=d', 4],
    ['ENV A="b" C="d"', 4],
    ['RUN /bin/sh -c pip install     -r requirements.txt # buildkit', 5],
    ['RUN |1 VERSION=1.2 /bin/sh -c pip install -r requirements.txt # buildkit', 5],
    ['/bin/sh -c pip install -r requirements.txt', 5],
    ['USER 10001', 10],
    ['/bin/sh -c #(nop)  USER 10001', 10],
    ['CMD ["python3"]', undefined],
  ])('%s is %s', (recorded, line) => {
    expect(lineOf({ cwd: '/', context: '.', dockerfile }, recorded)).toBe(line);
  });
});
