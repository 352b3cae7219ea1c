/** One instruction of a Dockerfile that makes a step of the build. */
export interface Instruction {
  /** Upper case: `RUN`. */
  readonly keyword: string;
  /** Its first line, from 1. */
  readonly line: number;
  /** On one line, as it is written. */
  readonly text: string;
  /** Of the stage it is in, as BuildKit names it: its alias, else `stage-1`. */
  readonly stage: string;
}

/**
 * The instructions of a Dockerfile with their lines: comments, continued lines and here-documents as BuildKit reads them.
 * It is for saying where a step stands; what is wrong with a Dockerfile is BuildKit's to say.
 */
export function readDockerfile(content: string): readonly Instruction[] {
  const lines = content.split(/\r?\n/u);
  const escape = /^#\s*escape\s*=\s*`\s*$/imu.test(content) ? '`' : '\\';
  const found: Instruction[] = [];
  let stages = 0;
  let stage = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    if (isBlank(lines[index])) continue;
    const parts: string[] = [];
    for (; index < lines.length; index += 1) {
      const written = lines[index] ?? '';
      if (parts.length > 0 && isBlank(written)) continue;
      const isContinued = written.trimEnd().endsWith(escape);
      parts.push(isContinued ? written.trim().slice(0, -1) : written.trim());
      if (!isContinued) break;
    }
    const text = parts.join(' ').replace(/\s+/gu, ' ').trim();
    index = skipDocuments(text, lines, index);
    const keyword = (/^[A-Za-z]+/u.exec(text)?.[0] ?? '').toUpperCase();
    if (keyword === 'FROM') {
      stage = /\sAS\s+(\S+)$/iu.exec(text)?.[1]?.toLowerCase() ?? `stage-${stages}`;
      stages += 1;
    }
    if (keyword !== '') found.push({ keyword, line, text, stage });
  }
  return found;
}

function isBlank(line = ''): boolean {
  return /^\s*(?:#|$)/u.test(line);
}

/** The last line of the here-documents that an instruction begins, or its own. */
function skipDocuments(text: string, lines: readonly string[], from: number): number {
  if (!/^(?:RUN|COPY|ADD)\s/iu.test(text)) return from;
  let index = from;
  for (const [, ends] of text.matchAll(/<<-?["']?([A-Za-z_]\w*)["']?/gu)) {
    const end = lines.findIndex((line, at) => at > index && line.trim() === ends);
    if (end > 0) index = end;
  }
  return index;
}
