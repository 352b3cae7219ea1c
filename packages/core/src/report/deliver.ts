import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import type { RunReport } from '../model/report.ts';
import { writeInto } from '../state/write-into.ts';
import { drawFormat, type FormatRequest } from './formats.ts';
import type { ViewOptions } from './view-options.ts';

/** What became of one reporter: a file written, a plugin's tap, or why not. */
export interface Delivery {
  /** `core`, or the plugin's name. */
  readonly source: string;
  /** `json`, `plan`, `markdown`, `junit`, or the tap's name. */
  readonly name: string;
  /** As it was asked for; inside the run's folder, relative to it. */
  readonly file?: string;
  readonly isDelivered: boolean;
  /** Why not. */
  readonly detail?: string;
  readonly bytes?: number;
  readonly sha256?: string;
}

export interface DeliverInput {
  readonly report: RunReport;
  /** The run's folder, absolute. */
  readonly dir: string;
  /** What relative files of `extra` are relative to. */
  readonly cwd: string;
  readonly extra?: readonly FormatRequest[];
  readonly options?: ViewOptions;
  /** Default: an atomic write. */
  readonly write?: (file: string, text: string) => Promise<void>;
}

/**
 * Writes a run's files, each on its own: one that fails stops no other and changes no verdict. `report.json` comes
 * last, for a folder that has it is a finished run. Never throws.
 */
export async function deliver(input: DeliverInput): Promise<readonly Delivery[]> {
  const { report, dir, cwd, extra = [], options = {} } = input;
  const write = input.write ?? writeInto;
  const view = { logFolder: () => dir, ...options };
  const draw = (format: string) => async (): Promise<string> => drawFormat(format, report, view);
  const deliverOne = async (
    name: string,
    file: string,
    place: string,
    text: () => string | Promise<string>,
  ): Promise<Delivery> =>
    attempt({
      name,
      file,
      write: async () => {
        const drawn = await text();
        await write(place, drawn);
        return drawn;
      },
    });
  const first = await Promise.all([
    deliverOne(
      'plan',
      'plan.json',
      join(dir, 'plan.json'),
      () => `${JSON.stringify(report.plan, null, 2)}\n`,
    ),
    deliverOne('markdown', 'report.md', join(dir, 'report.md'), draw('markdown')),
    deliverOne('junit', 'junit.xml', join(dir, 'junit.xml'), draw('junit')),
    ...extra.map(({ format, file }) => deliverOne(format, file, resolve(cwd, file), draw(format))),
  ]);
  return [...first, await deliverOne('json', 'report.json', join(dir, 'report.json'), draw('json'))];
}

interface AttemptInput {
  readonly name: string;
  readonly file: string;
  readonly write: () => Promise<string>;
}

async function attempt({ name, file, write }: AttemptInput): Promise<Delivery> {
  try {
    const text = await write();
    const sha256 = createHash('sha256').update(text).digest('hex');
    return { source: 'core', name, file, isDelivered: true, bytes: Buffer.byteLength(text), sha256 };
  } catch (error) {
    return { source: 'core', name, file, isDelivered: false, detail: messageOf(error) };
  }
}

/** Keeps what was delivered, and what was not, beside the report. Never throws: the report is already there. */
export async function recordDeliveries(dir: string, deliveries: readonly Delivery[]): Promise<void> {
  const text = `${JSON.stringify({ schemaVersion: 1, deliveries }, null, 2)}\n`;
  await writeInto(join(dir, 'deliveries.json'), text).catch(() => undefined);
}

/** `reporting degraded: …` for what was not delivered, else nothing. */
export function degradedText(deliveries: readonly Delivery[]): string | undefined {
  const lost = deliveries.filter(({ isDelivered }) => !isDelivered);
  if (lost.length === 0) return undefined;
  return `reporting degraded: ${lost.map(({ source, name, detail }) => `${source === 'core' ? '' : `${source} `}${name}: ${detail ?? 'no reason given'}`).join('; ')}`;
}
