import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { locateStateDir } from '@sluice/core';
import { ledgerSchema, type Ledger } from './ledger.ts';

interface Place {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** 500 entries are far below. */
const MOST_BYTES = 4 * 1024 * 1024;

const EMPTY: Ledger = { schemaVersion: 1, entries: [] };

const fileOf = (place: Place): string => join(locateStateDir(place).dir, 'github', 'rerun-ledger.json');

/** What a ledger held, and what was wrong with it. A ledger that cannot be read is begun anew: it makes no rerun. */
export interface LedgerReading {
  readonly ledger: Ledger;
  readonly note?: string;
}

/** Reads the ledger, without making a folder. */
export async function readLedger(place: Place): Promise<LedgerReading> {
  try {
    const file = fileOf(place);
    if ((await stat(file)).size > MOST_BYTES) return begunAnew('it is too large');
    const read = ledgerSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return read.success ? { ledger: read.data } : begunAnew('it is of another shape');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOENT' ? { ledger: EMPTY } : begunAnew(code ?? 'it is no JSON');
  }
}

const begunAnew = (why: string): LedgerReading => ({
  ledger: EMPTY,
  note: `The ledger could not be read (${why}) and is begun anew.`,
});

/** Writes the ledger whole. Throws what the file system throws. */
export async function writeLedger(place: Place, ledger: Ledger): Promise<void> {
  const file = fileOf(place);
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify(ledger, null, 1)}\n`);
  await rename(temporary, file);
}
