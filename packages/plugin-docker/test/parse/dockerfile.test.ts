import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../../src/parse/dockerfile.ts';
import { stepInstruction } from '../../src/parse/step-line.ts';

const MULTI = `# syntax=docker/dockerfile:1
ARG BASE=python
FROM \${BASE} AS Build
WORKDIR /src
COPY . .
RUN pip install \\
    # why
    -r requirements.txt \\

    --no-deps
RUN <<EOF
FROM nothing
echo one
EOF
FROM scratch
COPY --from=build /src /src
USER app
RUN ["/src/app"]
`;

describe('a Dockerfile', () => {
  it('is instructions with their first lines and stages, continued lines and documents taken together', () => {
    expect(readDockerfile(MULTI).map(({ keyword, line, stage }) => `${line} ${keyword} ${stage}`)).toEqual([
      '2 ARG ',
      '3 FROM build',
      '4 WORKDIR build',
      '5 COPY build',
      '6 RUN build',
      '11 RUN build',
      '15 FROM stage-1',
      '16 COPY stage-1',
      '17 USER stage-1',
      '18 RUN stage-1',
    ]);
  });

  it.each([
    ['build', 3, 5, 'COPY . .', 5],
    ['build', 4, 5, 'RUN pip install -r requirements.txt --no-deps', 6],
    ['stage-1', 2, 2, 'RUN ["/src/app"]', 18],
    // From a stage in a Dockerfile of one stage BuildKit leaves the name out.
    ['', 2, 2, 'RUN ["/src/app"]', 18],
    // With ONBUILD the numbers do not agree; the words do.
    ['stage-1', 6, 9, 'RUN ["/src/app"]', 18],
    ['stage-1', 6, 9, 'RUN something of the base', undefined],
  ])('knows step %s %i/%i %s at its line', (stage, at, of, name, line) => {
    expect(stepInstruction({ stage, at, of, name }, readDockerfile(MULTI))?.line).toBe(line);
  });

  it('reads whatever it is given', () => {
    for (const text of ['', '\n', '\\', 'RUN <<EOF', 'RUN a \\', '# escape=`\nRUN a `\n  b\n'])
      expect(() => readDockerfile(text)).not.toThrow();
    expect(readDockerfile('# escape=`\nRUN a `\n  b\nRUN c\n').map(({ line }) => line)).toEqual([2, 4]);
  });
});
