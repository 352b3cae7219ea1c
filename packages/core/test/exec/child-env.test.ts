import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childEnv } from '../../src/exec/child-env.ts';
import { isCredentialName } from '../../src/exec/credential-name.ts';

describe('the environment of children', () => {
  it.each([
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'ACTIONS_RUNTIME_URL',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'NPM_TOKEN',
    'npm_config__auth',
    'npm_config_//registry.example/:_authToken',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'PGPASSWORD',
    'MYSQL_PWD',
    'DB_PASS',
    'DBPASS',
    'DB_PASSWD',
    'GPG_PASSPHRASE',
    'SSH_PRIVATE_KEY',
    'GIT_SSH_KEY',
    'DEPLOY_KEY',
    'APIKEY',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'SLACK_WEBHOOK_URL',
    'CI_JOB_JWT',
    'GITHUB_PAT',
    'DOCKER_AUTH_CONFIG',
    'SERVER_PEM',
    'AZURE_STORAGE_CONNECTION_STRING',
    'INPUT_GITHUB-TOKEN',
    'my_secret_name',
    'KEYBOARD_TOKEN',
    'MONKEY_KEY',
    'CREDS',
  ])('does not hold %s, unless it is named', (name) => {
    expect(childEnv({ [name]: 'value' }, [])).toEqual({});
    expect(childEnv({ [name]: 'value' }, [name])).toEqual({ [name]: 'value' });
    expect(childEnv({ [name]: 'value' }, [`${name}_OTHER`])).toEqual({});
  });

  it.each([
    'PATH',
    'HOME',
    'LANG',
    'PWD',
    'OLDPWD',
    'CI',
    'GITHUB_SHA',
    'NO_COLOR',
    'FORCE_COLOR',
    'XAUTHORITY',
    'SSH_AUTH_SOCK',
    'GIT_ASKPASS',
    'SSH_ASKPASS',
    'PIP_KEYRING_PROVIDER',
    'UV_KEYRING_PROVIDER',
    'KEYBOARD_LAYOUT',
    'TOKENIZERS_PARALLELISM',
    'ANSIBLE_HOST_KEY_CHECKING',
    'PATTERN',
    'COMPASS',
    'DATABASE_HOST',
    'PYTHONPATH',
    'UV_CACHE_DIR',
    'KUBECONFIG',
    'HTTP_PROXY',
    'https_proxy',
    'NO_PROXY',
    'ALL_PROXY',
    'PIP_PROXY',
    'npm_config_https_proxy',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'REQUESTS_CA_BUNDLE',
    'CURL_CA_BUNDLE',
    'NODE_EXTRA_CA_CERTS',
    'PIP_CERT',
    'PIP_CLIENT_CERT',
    'GIT_SSL_CAINFO',
    'GIT_SSL_KEY',
    'GIT_SSL_CERT',
    'AWS_CA_BUNDLE',
    'NIX_SSL_CERT_FILE',
    'PIP_TRUSTED_HOST',
    'PIP_FIND_LINKS',
  ])('holds %s', (name) => {
    expect(childEnv({ [name]: 'value' }, [])).toEqual({ [name]: 'value' });
  });

  it('holds an index, but not one with a password in its address', () => {
    const plain = {
      PIP_INDEX_URL: 'https://pypi.example/simple',
      UV_INDEX_URL: 'https://pypi.example/@scope',
    };
    expect(childEnv(plain, [])).toEqual(plain);
    const secret = {
      PIP_INDEX_URL: 'https://user:pass@pypi.example/simple',
      PIP_EXTRA_INDEX_URL: 'https://a.example https://token@b.example',
    };
    expect(childEnv(secret, [])).toEqual({});
    expect(childEnv(secret, ['PIP_INDEX_URL'])).toEqual({ PIP_INDEX_URL: secret.PIP_INDEX_URL });
  });

  it('holds a proxy with its password, and a database for tests', () => {
    const env = {
      HTTPS_PROXY: 'http://user:pass@proxy:3128',
      DATABASE_URL: 'postgres://test:test@localhost/test',
    };
    expect(childEnv(env, [])).toEqual(env);
  });

  it('leaves out what has no value', () => {
    expect(childEnv({ GONE: undefined }, ['GONE'])).toEqual({});
  });

  const word = fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'),
    maxLength: 12,
  });
  const credential = fc.constantFrom('TOKEN', 'SECRET', 'PASSWORD', 'PASSWD', 'CREDENTIAL', 'KEY');

  it('holds no name with a credential word set apart in it, whatever stands round it and in any case', () => {
    fc.assert(
      fc.property(word, credential, word, fc.boolean(), (before, middle, after, isLower) => {
        const name = `${before}_${middle}_${after}`;
        fc.pre(!/^(?:SSH_AUTH_SOCK|GIT_SSL_KEY)$|PROXY$|HOST_KEY_CHECKING/u.test(name));
        const written = isLower ? name.toLowerCase() : name;
        expect(isCredentialName(written)).toBe(true);
        expect(childEnv({ [written]: 'x' }, [])).toEqual({});
      }),
    );
  });

  it('only ever takes away, and gives all that is named', () => {
    fc.assert(
      fc.property(fc.dictionary(word, fc.string()), fc.array(word), (env, allowed) => {
        const held = childEnv(env, allowed);
        for (const [name, value] of Object.entries(held)) expect(env[name]).toBe(value);
        for (const name of allowed) if (Object.hasOwn(env, name)) expect(held[name]).toBe(env[name]);
      }),
    );
  });
});
