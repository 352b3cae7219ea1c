import { execFileSync } from 'node:child_process';

const { INPUT_REF: ref = '', STANDIN_SOURCE: source, GITHUB_WORKSPACE: workspace } = process.env;
const git = (...argv) => execFileSync('git', ['-C', workspace, ...argv], { stdio: 'inherit' });
git('init', '-q');
git('fetch', '-q', source, '+refs/heads/*:refs/remotes/origin/*');
git('checkout', '-q', '-f', '--detach', ref);
console.log(`checked out ${ref}`);
