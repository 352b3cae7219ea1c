import { RULES } from '../../packages/core/src/triage/rules.ts';

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The rules of triage as a table: what each knows, by the first of its own examples. */
export function triageTable(): string {
  const rows = RULES.map((rule) => {
    const where = rule.kind === 'transient' && rule.where !== 'line' ? `, ${rule.where} only` : '';
    const by = rule.kind === 'transient' && Array.isArray(rule.by) ? `, ${rule.by.join(' ')}` : '';
    const [example = ''] = rule.examples.is;
    return `| ${code(rule.id)} | ${rule.kind} | ${rule.category} | ${rule.weight}${where}${by} | ${code(example.trim())} | ${cell(rule.source)} |`;
  });
  return [
    '| rule | kind | category | weight | for example | source |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
