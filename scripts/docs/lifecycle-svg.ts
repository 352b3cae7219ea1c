import type { HookName } from '../../packages/core/src/hooks/arguments.ts';
import { hookTable } from '../../packages/core/src/hooks/hook-table.ts';

interface Phase {
  readonly name: string;
  /** What happens there, in a few words. */
  readonly does: string;
  /** The value that goes on to the next phase. */
  readonly gives: string;
}

/** A run from its config to its exit code. A phase with the name of a hook is that hook. */
const PHASES: readonly Phase[] = [
  { name: 'load', does: 'finds and reads ci.config.ts', gives: 'Config' },
  { name: 'assemble', does: 'checks plugins and their options', gives: 'hooks, sealed' },
  { name: 'changes', does: 'compares with the base commit', gives: 'Changes' },
  { name: 'preflight', does: 'what makes a run pointless', gives: 'Problem[]' },
  { name: 'check', does: 'plugins add their checks', gives: 'Check[]' },
  { name: 'plan', does: 'levels, cells, what is affected', gives: 'Plan, with its hash' },
  { name: 'run', does: 'the plan and nothing else', gives: 'Attempt[]' },
  { name: 'findings', does: 'fingerprints, baseline, waivers', gives: 'Finding[]' },
  { name: 'conclude', does: 'limits over what was seen', gives: 'CheckResult[]' },
  { name: 'gate', does: 'plugins add objections', gives: 'Objection[]' },
  { name: 'decide', does: 'the maximum of all objections', gives: 'Verdict' },
  { name: 'onFailure', does: 'only when blocked: notes', gives: 'notes' },
  { name: 'build', does: 'writes the evidence down', gives: 'RunReport' },
  { name: 'report', does: 'plugins deliver it', gives: 'exit code' },
];

const WIDTH = 470;
const ROW = 50;
const BOX = { x: 40, width: 118, height: 30 };
const TOP = 20;

/** docs/images/lifecycle.svg: the phases of a run, the values between them, and where plugins come in. */
export function lifecycleSvg(): string {
  const hooks = new Set(Object.keys(hookTable()) as HookName[]);
  const missing = [...hooks].filter((hook) => hook !== 'event' && !PHASES.some(({ name }) => name === hook));
  if (missing.length > 0) throw new Error(`The picture of a run has no place for ${missing.join(', ')}`);
  const height = TOP + PHASES.length * ROW + 34;
  const end = TOP + PHASES.length * ROW - ROW + BOX.height;
  const told = PHASES.map(({ name, does, gives }) => {
    const kind = hooks.has(name as HookName) ? ', a hook' : '';
    return `${name}${kind}: ${does}, gives ${gives}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc">`,
    '<title id="title">The life of a run</title>',
    `<desc id="desc">${escape(told.join('; '))}. The hook event is called all along.</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="back" width="${WIDTH}" height="${height}" rx="8"/>`,
    `<path class="event" d="M22 ${TOP + 4}V${end - 4}"/>`,
    `<text class="event-name" transform="translate(16 ${(TOP + end) / 2}) rotate(-90)" text-anchor="middle">event</text>`,
    ...PHASES.map((phase, index) => draw(phase, index, hooks.has(phase.name as HookName))),
    `<rect class="hook" x="${BOX.x}" y="${height - 26}" width="14" height="12" rx="3"/>`,
    `<text class="does" x="${BOX.x + 22}" y="${height - 15}">a hook: here plugins come in</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function draw({ name, does, gives }: Phase, index: number, isHook: boolean): string {
  const y = TOP + index * ROW;
  const middle = BOX.x + BOX.width / 2;
  const from = y + BOX.height;
  return [
    `<rect class="${isHook ? 'hook' : 'box'}" x="${BOX.x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6"/>`,
    `<text class="${isHook ? 'hook-name' : 'name'}" x="${middle}" y="${y + 20}" text-anchor="middle">${name}</text>`,
    `<text class="does" x="${BOX.x + BOX.width + 14}" y="${y + 20}">${escape(does)}</text>`,
    `<path class="arrow" d="M${middle} ${from + 2}v14m-4 -4l4 4l4 -4"/>`,
    `<text class="gives" x="${middle + 10}" y="${from + 14}">${escape(gives)}</text>`,
  ].join('\n');
}

// The picture has its own ground, so that it can be read on any page, and follows the reader's choice of light or dark.
const STYLE = [
  'text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}',
  '.name,.hook-name{font-weight:600}.gives{font:11.5px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}',
  '.back{fill:#f6f8fa}.box{fill:#fff;stroke:#8b949e}.hook{fill:#0f6b66;stroke:#0f6b66}',
  '.name,.does{fill:#24292f}.gives{fill:#57606a}.hook-name{fill:#fff}.arrow{stroke:#57606a;fill:none}',
  '.event{stroke:#0f6b66;stroke-width:2;stroke-dasharray:2 5}.event-name{fill:#0b625d;font-weight:600}',
  '@media(prefers-color-scheme:dark){.back{fill:#161b22}.box{fill:#21262d;stroke:#6e7681}.hook{fill:#6fd3c8;stroke:#6fd3c8}',
  '.name,.does{fill:#e6edf3}.gives{fill:#9ea7b3}.hook-name{fill:#0d1117}.arrow{stroke:#9ea7b3}.event{stroke:#6fd3c8}.event-name{fill:#6fd3c8}}',
].join('');

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
