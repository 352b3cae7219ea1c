import { describe, expect, it } from 'vitest';
import { parseRuffJson, ruffSeverity } from '../../src/parse/ruff-json.ts';
import { recorded, versionsOf } from '../recorded.ts';

describe('parseRuffJson', () => {
  it.each(['', 'garbage', '{}', 'null', '[{"code": "F401"}]', '[1]', '[{"code":'])('refuses %j', (text) => {
    expect(parseRuffJson(text)).toBeUndefined();
  });

  it.each(versionsOf('ruff'))('reads half of nothing from half an output of %s', (version) => {
    const { stdout } = recorded('ruff', 'findings', version);
    expect(parseRuffJson(stdout.slice(0, stdout.length / 2))).toBeUndefined();
    expect(parseRuffJson(stdout)?.length).toBeGreaterThan(3);
  });

  it('ranks code that cannot run above probable mistakes above style', () => {
    expect(['syntax-error', 'E902', 'F821', 'B006', 'PLE0100', 'S602'].map(ruffSeverity)).toEqual([
      'high',
      'high',
      'medium',
      'medium',
      'medium',
      'medium',
    ]);
    expect(['E501', 'I001', 'FBT001', 'BLE001', 'SIM102', 'PLR0913'].map(ruffSeverity)).toEqual(
      Array(6).fill('low'),
    );
  });
});
