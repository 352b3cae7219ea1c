import type { Tool } from './tool.ts';

/**
 * What a program does with the code of the project. `fetch`: runs none of it, so that whatever is printed is its own.
 * `build`: runs some, and itself says last what that came to. `run`: runs it, and prints what it prints.
 */
export interface KnownProgram {
  readonly tools: readonly Tool[];
  readonly fetch?: RegExp;
  readonly build?: RegExp;
  /** Starts a container, whose words are anybody's, but ends with 125 when that could not be. */
  readonly container?: RegExp;
}

const ALL = /^/u;
const INSTALL =
  /^(?:config|set|version|install|i|ci|add|update|up|upgrade|fetch|dedupe|audit|view|publish|pack|info|dlx)$/u;

/** By the name of the program; the patterns are held to its first word that is no option. Anything else it does is `run`. */
export const KNOWN_PROGRAMS: Readonly<Record<string, KnownProgram>> = {
  npm: { tools: ['npm', 'git'], fetch: INSTALL },
  pnpm: { tools: ['npm', 'git'], fetch: INSTALL },
  yarn: { tools: ['npm', 'git'], fetch: /^(?:config|install|add|up|upgrade|)$/u },
  bun: { tools: ['npm', 'git'], fetch: /^(?:install|i|add|update)$/u },
  corepack: { tools: ['npm'], fetch: ALL },
  npx: {
    tools: ['playwright', 'npm', 'apt'],
    fetch: /^(?:(?:playwright|puppeteer|cypress) install|(?:@puppeteer\/|puppeteer )browsers)$/u,
  },
  playwright: { tools: ['playwright', 'apt'], fetch: /^install/u },
  pip: { tools: ['pip', 'git'], fetch: /^(?:config|install|download|wheel|index)$/u },
  pipx: { tools: ['pip'], fetch: /^(?:install|upgrade)$/u },
  'pip-audit': { tools: ['pip'], fetch: ALL },
  pipenv: { tools: ['pip'], fetch: /^(?:install|sync|lock|update)$/u },
  poetry: { tools: ['pip', 'git'], fetch: /^(?:config|env|install|add|lock|update|self|publish)$/u },
  uv: { tools: ['uv', 'pip', 'git'], fetch: /^(?:sync|pip|lock|python|venv|tool|add|export|publish)$/u },
  conda: { tools: ['conda', 'pip'], fetch: /^(?:install|create|update|env|upgrade)$/u },
  'apt-get': { tools: ['apt'], fetch: ALL },
  'add-apt-repository': { tools: ['apt', 'gpg'], fetch: ALL },
  brew: { tools: ['brew', 'curl', 'git'], fetch: ALL },
  snap: { tools: ['snap'], fetch: ALL },
  apk: { tools: ['apk'], fetch: ALL },
  dnf: { tools: ['dnf'], fetch: ALL },
  pacman: { tools: ['pacman'], fetch: ALL },
  zypper: { tools: ['zypper'], fetch: ALL },
  choco: { tools: ['windows'], fetch: ALL },
  'Invoke-WebRequest': { tools: ['windows'], fetch: ALL },
  nix: {
    tools: ['nix'],
    fetch: /^(?:flake (?:update|lock|metadata|archive)|copy|profile|channel|registry)$/u,
    build: /^(?:build|develop|flake check|shell)$/u,
  },
  cabal: { tools: ['packages'], fetch: /^(?:update|fetch|get)$/u, build: /^(?:build|v2-build|install)$/u },
  stack: { tools: ['packages'], fetch: /^(?:update|setup|upgrade)$/u, build: /^(?:build|install)$/u },
  mix: {
    tools: ['packages', 'git'],
    fetch: /^(?:deps\.get|deps\.update|local\.hex|local\.rebar|archive\.install)$/u,
  },
  dart: { tools: ['packages', 'git'], fetch: /^pub (?:get|upgrade|add|downgrade)$/u },
  flutter: { tools: ['packages', 'git'], fetch: /^(?:pub (?:get|upgrade|add)|precache|upgrade|channel)$/u },
  pod: { tools: ['packages', 'git', 'curl'], fetch: /^(?:install|update|repo|setup)$/u },
  swift: { tools: ['packages', 'git'], fetch: /^package (?:resolve|update)$/u, build: /^build$/u },
  opam: { tools: ['packages', 'git', 'curl'], fetch: /^(?:update|init|install|switch|repo|upgrade)$/u },
  conan: { tools: ['packages', 'pip'], fetch: /^(?:install|remote|download|upload|search)$/u },
  vcpkg: { tools: ['packages', 'git', 'curl'], fetch: ALL },
  deno: { tools: ['packages'], fetch: /^(?:install|cache|add|upgrade)$/u },
  sbt: { tools: ['packages', 'maven'], fetch: /^update$/u, build: ALL },
  bazel: {
    tools: ['packages', 'git'],
    fetch: /^(?:fetch|sync|version|info|query)$/u,
    build: /^(?:build|test|coverage)$/u,
  },
  'huggingface-cli': { tools: ['pip'], fetch: ALL },
  trivy: { tools: ['docker'], build: ALL },
  twine: { tools: ['pip'], fetch: /^upload$/u },
  pdm: { tools: ['pip', 'git'], fetch: /^(?:install|sync|lock|update|add)$/u },
  kubectl: {
    tools: ['cloud'],
    fetch:
      /^(?:apply|create|get|delete|describe|set|patch|version|cluster-info|config|label|annotate|replace)$/u,
  },
  mise: { tools: ['curl', 'git'], fetch: /^(?:install|use|upgrade)$/u },
  nvm: { tools: ['curl'], fetch: /^(?:install|use|alias|ls|ls-remote)$/u },
  sdkmanager: { tools: ['packages'], fetch: ALL },
  gem: { tools: ['ruby'], fetch: /^(?:install|update|push)$/u },
  bundle: { tools: ['ruby', 'git'], fetch: /^(?:install|update|lock|config|)$/u },
  composer: { tools: ['composer', 'git'], fetch: /^(?:install|update|require|global)$/u },
  git: { tools: ['git'], fetch: /^(?!bisect|filter-branch|rebase$)/u },
  'git-lfs': { tools: ['git'], fetch: ALL },
  curl: { tools: ['curl'], fetch: ALL },
  wget: { tools: ['wget'], fetch: ALL },
  gh: { tools: ['gh', 'git'], fetch: ALL },
  gpg: { tools: ['gpg'], fetch: ALL },
  'apt-key': { tools: ['gpg'], fetch: ALL },
  rustup: { tools: ['rustup'], fetch: /^(?!run$)/u },
  terraform: { tools: ['terraform', 'git'], fetch: /^(?:init|get|providers|login)$/u },
  tofu: { tools: ['terraform', 'git'], fetch: /^(?:init|get|providers|login)$/u },
  helm: { tools: ['helm'], fetch: /^(?:repo|pull|dependency|dep|push|registry|plugin)$/u },
  aws: { tools: ['cloud'], fetch: ALL },
  gcloud: { tools: ['cloud'], fetch: ALL },
  gsutil: { tools: ['cloud'], fetch: ALL },
  az: { tools: ['cloud'], fetch: ALL },
  nuget: { tools: ['dotnet'], fetch: ALL },
  dotnet: {
    tools: ['dotnet'],
    fetch: /^(?:restore|tool|workload|nuget)$/u,
    build: /^(?:build|test|publish|pack)$/u,
  },
  docker: {
    tools: ['docker'],
    fetch: /^(?:pull|push|login|manifest|search)$/u,
    build: /^(?:build|buildx|compose (?:build|pull|push)|image)$/u,
    container: /^(?:run|create)\b/u,
  },
  skopeo: { tools: ['docker'], fetch: ALL },
  crane: { tools: ['docker'], fetch: ALL },
  oras: { tools: ['docker'], fetch: ALL },
  buildah: { tools: ['docker'], build: /^(?:build|bud|pull|push|from)$/u },
  go: { tools: ['go', 'git'], fetch: /^(?:mod|get|list|install)$/u, build: /^(?:build|vet|test)$/u },
  'golangci-lint': { tools: ['go'], build: ALL },
  cargo: {
    tools: ['cargo', 'git'],
    fetch: /^(?:fetch|update|search|publish|generate-lockfile)$/u,
    build: /^(?:build|b|check|c|test|t|clippy|install|doc|rustc|package)$/u,
  },
  mvn: { tools: ['maven'], build: ALL },
  gradle: { tools: ['gradle'], build: ALL },
  'pre-commit': { tools: ['git', 'pip', 'npm'], build: ALL },
  cmake: { tools: ['compiler'], build: ALL },
  ninja: { tools: ['compiler'], build: ALL },
  gcc: { tools: ['compiler'], build: ALL },
};

/** Other names of the same. */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  './gradlew': 'gradle',
  './mvnw': 'mvn',
  apt: 'apt-get',
  'docker-compose': 'docker',
  'g++': 'gcc',
  gradlew: 'gradle',
  mamba: 'conda',
  micromamba: 'conda',
  mvnw: 'mvn',
  iwr: 'Invoke-WebRequest',
  irm: 'Invoke-WebRequest',
  'Invoke-RestMethod': 'Invoke-WebRequest',
  asdf: 'mise',
  bazelisk: 'bazel',
  microdnf: 'dnf',
  'nix-channel': 'nix',
  pip3: 'pip',
  podman: 'docker',
  scoop: 'choco',
  winget: 'choco',
  yum: 'dnf',
  pnpx: 'npx',
};

/** Programs of the system: they fetch nothing, and run nothing of the project. */
export const PLAIN_PROGRAMS: ReadonlySet<string> = new Set(
  'alias awk base64 basename break builtin cat cd chmod chown continue cp cut date declare df dirname dpkg du echo else esac exit export false fi file find free git-config grep gunzip gzip head hostname id install jq kill let ln local ls lsb_release mkdir mktemp mv nproc popd printenv printf ps pushd pwd read readonly realpath return rm rmdir sed seq set sha256sum shasum shift shopt sleep sort stat systemctl tail tar tee test touch tr trap true type ulimit umask uname uniq unset unxz unzip update-alternatives virtualenv wait wc which whoami xz yq zip zstd [ [[ : done }'.split(
    ' ',
  ),
);
