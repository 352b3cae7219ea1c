/**
 * Records the reports in fixtures/: `node scripts/record-reports.mjs BIN`, where BIN is the folder of bandit, pip-audit,
 * gitleaks and trivy. Plants a small repository, runs the tools on it as a user would, and writes down what they said
 * with the planted token and this machine's paths taken out.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const bin = resolve(process.argv[2] ?? '.');
const fixtures = join(import.meta.dirname, '../fixtures');
const base = mkdtempSync(join(tmpdir(), 'sluice-record-'));
const repo = join(base, 'repo');
// In two parts, for the scanners of whoever hosts this file look for tokens too.
const token = ['ghp', 'Ky9Pf34qY6Nb3wWD25RQ4F5ZR3qa7y3gm1IL'].join('_');
const example = ['AKIAIOSFODNN7', 'EXAMPLE'].join('');

const files = {
  'app/shell.py': `import hashlib
import subprocess


class Archive:
    def pack(self, name):
        subprocess.run("tar cf out.tar " + name, shell=True)
        return hashlib.md5(name.encode()).hexdigest()

    def skip(self, name):
        return subprocess.run(name, shell=True)  # nosec
`,
  'app/settings.py': `password = "correct-horse-7"


def connect(user, password="battery-staple-8"):
    return open_database(user, password="of-the-database-9")
`,
  'tests/test_shell.py': 'def test_pack():\n    assert True\n',
  'app/deploy.py': `TOKEN = "${token}"\nAWS = "${example}"\n`,
  'requirements.txt': 'jinja2==2.10\nidna==3.10\nacme-orders==1.0\n',
  Dockerfile: 'FROM alpine:3.10\nRUN apk add curl\n',
};

/** Invented, in the words of OSV. */
const advisories = [
  {
    id: 'PYSEC-2026-9001',
    aliases: ['CVE-2026-9001', 'GHSA-aaaa-bbbb-cccc'],
    summary: 'An invented escape',
    details: 'An invented advisory: the sandbox of jinja2 can be left. It is for tests only.',
    modified: '2026-11-23T08:00:00Z',
    published: '2026-11-23T08:00:00Z',
    affected: [
      {
        package: { name: 'jinja2', ecosystem: 'PyPI' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.10.1' }] }],
        versions: ['2.10'],
      },
    ],
  },
];

function write(tree) {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(repo, path)), { recursive: true });
    writeFileSync(join(repo, path), text);
  }
}

/** Asynchronous, for pip-audit asks the server of this process. */
async function run(name, args) {
  const child = spawn(join(bin, name), args, { cwd: repo, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  return { code, text: Buffer.concat(output).toString() };
}

const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...args], { cwd: repo });

async function record(path, tool, args) {
  const out = join(base, 'report.json');
  rmSync(out, { force: true });
  const { code, text } = await run(tool, args(out));
  let report;
  try {
    report = readFileSync(out, 'utf8');
  } catch {
    throw new Error(`${tool} exited with ${code} and wrote no report:\n${text}`);
  }
  const clean = report
    .replaceAll(token, '@TOKEN@')
    .replaceAll(example, '@EXAMPLE@')
    .replaceAll(repo, '/repo');
  mkdirSync(dirname(join(fixtures, path)), { recursive: true });
  writeFileSync(join(fixtures, path), clean);
  process.stdout.write(`${path}  exit ${code}\n`);
}

const server = createServer((request, response) => {
  const body = [];
  request.on('data', (chunk) => body.push(chunk));
  request.on('end', () => {
    const { package: asked } = JSON.parse(Buffer.concat(body).toString());
    const vulns = advisories.filter(({ affected }) => affected[0].package.name === asked.name);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(vulns.length === 0 ? {} : { vulns }));
  });
});

try {
  mkdirSync(repo, { recursive: true });
  write(files);
  git('init', '-q', '.');
  git('add', '-A');
  git('commit', '-qm', `Deploy with ${token}`);
  const version = async (tool, pattern) =>
    pattern.exec((await run(tool, ['--version'])).text)?.[1] ?? 'unknown';
  const bandit = await version('bandit', /bandit (\S+)/u);
  const pipAudit = await version('pip-audit', /pip-audit (\S+)/u);
  const trivy = await version('trivy', /Version: (\S+)/u);
  const gitleaks = (await run('gitleaks', ['version'])).text.trim().replace(/^v/u, '');
  const banditOn =
    (...paths) =>
    (out) => ['-q', '-r', '-f', 'json', '-o', out, ...paths];
  await record(`bandit/findings.${bandit}.json`, 'bandit', banditOn('./app', './tests'));
  await record(`bandit/nothing.${bandit}.json`, 'bandit', banditOn('absent'));
  write({ 'app/broken.py': 'def broken(:\n' });
  await record(`bandit/does-not-parse.${bandit}.json`, 'bandit', banditOn('app/broken.py', 'app/shell.py'));
  rmSync(join(repo, 'app/broken.py'));

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/v1/query`;
  const auditArgs = '--progress-spinner off --no-deps --disable-pip -r requirements.txt -f json -o'.split(
    ' ',
  );
  const audit =
    (...more) =>
    (out) => [...auditArgs, out, ...more];
  await record(`pip-audit/findings.${pipAudit}.json`, 'pip-audit', audit('-s', 'osv', '--osv-url', url));
  await record(`pip-audit/all-skipped.${pipAudit}.json`, 'pip-audit', audit('-s', 'pypi'));

  const leaks =
    (mode, ...more) =>
    (out) => [mode, '--no-banner', '-f', 'json', '-r', out, ...more, '.'];
  await record(`gitleaks/git.${gitleaks}.json`, 'gitleaks', leaks('git'));
  await record(`gitleaks/git-redacted.${gitleaks}.json`, 'gitleaks', leaks('git', '--redact=100'));
  await record(`gitleaks/dir.${gitleaks}.json`, 'gitleaks', leaks('dir'));
  write({ 'empty/readme.txt': 'nothing\n' });
  await record(`gitleaks/clean.${gitleaks}.json`, 'gitleaks', (out) => [
    ...leaks('dir')(out).slice(0, -1),
    'empty',
  ]);
  await record(`gitleaks/sarif.${gitleaks}.json`, 'gitleaks', (out) =>
    leaks('git')(out).map((arg) => (arg === 'json' ? 'sarif' : arg)),
  );

  const scanArgs = 'fs --quiet --offline-scan --skip-check-update --cache-dir'.split(' ');
  const scan = (scanners, format) => (out) =>
    scanArgs.concat(join(base, 'cache'), '--scanners', scanners, '--format', format, '--output', out, '.');
  await record(`trivy/misconfig-secret.${trivy}.json`, 'trivy', scan('misconfig,secret', 'json'));
  await record(`trivy/sarif.${trivy}.json`, 'trivy', scan('misconfig,secret', 'sarif'));
} finally {
  server.close();
  rmSync(base, { recursive: true, force: true });
}
