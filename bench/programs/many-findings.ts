/**
 * `decide N`: decides over so many findings of three scanners. `baseline N`: tells the new ones among so many from a
 * baseline of as many. Prints what it took.
 */
import { decideScans } from '../../packages/core/src/engine/decide-scans.ts';
import { finishFindings } from '../../packages/core/src/findings/finish-findings.ts';
import { setStates } from '../../packages/core/src/findings/set-states.ts';
import { updateBaseline } from '../../packages/core/src/findings/update-baseline.ts';
import type { Finding } from '../../packages/core/src/model/finding.ts';

const [mode, size] = process.argv.slice(2);
const count = Number(size);
const now = '2026-11-25T00:00:00.000Z';
const SEVERITIES = ['high', 'medium', 'low'] as const;

/** Half of it code, a quarter advisories that two scanners report by different names, a quarter secrets of two scanners. */
function findingAt(index: number, isMoved: boolean): Finding {
  const severity = SEVERITIES[index % 3] ?? 'low';
  const base = { severity, message: `finding ${index}` };
  const file = `app/module_${index % 500}.py`;
  const line = (index % 997) + (isMoved ? 11 : 1);
  if (index % 4 < 2) {
    const region = `subprocess.call(command_${index % 5000}, shell=${isMoved && index % 50 === 0 ? 'flag' : 'True'})`;
    return {
      ...base,
      ruleId: 'bandit/B602',
      tool: 'bandit',
      kind: 'code',
      location: { path: file, line },
      region,
    };
  }
  const tool = index % 8 < 4 ? 'one' : 'two';
  if (index % 4 === 2) {
    const pair = index - (index % 8);
    const id = tool === 'one' ? `CVE-2024-${pair}` : `GHSA-${pair}`;
    const name = `package-${pair % 700}`;
    const found = { purl: `pkg:pypi/${name}@1.0`, name, version: '1.0', fixedVersions: ['2.0'] };
    return {
      ...base,
      ruleId: `${tool}/${id}`,
      tool,
      kind: 'dependency',
      aliases: [`CVE-2024-${pair}`],
      package: found,
    };
  }
  const location = { path: file, line };
  return {
    ...base,
    ruleId: `${tool}/github-pat`,
    tool,
    kind: 'secret',
    location,
    region: `token_${index} = ***`,
  };
}

const made = (isMoved: boolean): Finding[] =>
  Array.from({ length: count }, (_, index) => findingAt(index, isMoved));

function decide(): number {
  const scans = [...Map.groupBy(made(false), ({ tool }) => tool)].map(([id, findings]) => ({
    id: `security/${id}`,
    title: id,
    findings,
    conclusion: 'success' as const,
  }));
  const limits = [{ rule: 'security/max-high', count: { severityAtLeast: 'high' as const }, max: 15 }];
  const start = performance.now();
  const { verdict, findings } = decideScans({ scans, limits, waivers: [], now });
  const elapsedMs = performance.now() - start;
  if (verdict.level !== 'block' || findings.length !== (count / 8) * 7)
    throw new Error(`${findings.length} problems and ${verdict.level} are not what is to be timed`);
  return elapsedMs;
}

function baseline(): number {
  const finish = (isMoved: boolean): readonly Finding[] =>
    finishFindings(made(isMoved), { waivers: [], now, checkId: 'security/one' });
  const known = updateBaseline({ problems: finish(false), isComplete: true, reason: 'what was there' });
  const findings = finish(true);
  const start = performance.now();
  const { existing } = setStates([findings], known.baseline);
  const elapsedMs = performance.now() - start;
  if (existing < findings.length * 0.99)
    throw new Error(`only ${existing} of ${findings.length} were recognised`);
  return elapsedMs;
}

const elapsedMs = mode === 'decide' ? decide() : baseline();
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ elapsedMs, peakMb }));
