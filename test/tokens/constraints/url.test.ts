import { describe, expect, it } from 'vitest';
import { admits, constraints as c } from '../../../src/tokens/index.ts';

const site = c.url({ hosts: ['example.com', '*.example.com', 'xn--bcher-kva.example'] });

describe('url', () => {
  it.each([
    'https://example.com',
    'https://example.com/',
    'https://example.com/a?b=c&d=%20#e',
    'https://api.example.com/@user/a',
    'https://a.b.example.com/',
    'https://xn--bcher-kva.example/',
  ])('admits %s', (url) => {
    expect(admits(site, url)).toBe(true);
  });

  it.each([
    'https://example.com@evil.test/',
    'https://user:pass@example.com/',
    'https://@example.com/',
    'https://evil.test\\@example.com/',
    'https://evil.test/\\example.com',
    'https:/example.com/',
    'https:example.com/',
    '//example.com/',
    'https://example.com:443/',
    'https://example.com:8443/',
    'https://EXAMPLE.com/',
    'HTTPS://example.com/',
    'https://example.com./',
    'https://example.com/a/../b',
    'https://example.com/%2e%2e/b',
    'https://example.com/a\tb',
    ' https://example.com/',
    'https://example.com/ ',
    'https://exam\nple.com/',
    'https://example.com?@evil.test/',
    'https://example.com#@evil.test/',
    'https://evilexample.com/',
    'https://.example.com/',
    'https://b\u00fccher.example/',
    'https://ex\u0430mple.com/',
    'https://example.com\u3002evil.test/',
    'https://\u2460\u2461\u2466.0.0.1/',
    'http://example.com/',
    'ftp://example.com/',
    'javascript://example.com/%0aalert(1)',
    'data:text/html,x',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://localhost/',
    'https://localhost./',
    `https://example.com/${'a'.repeat(8_192)}`,
    `https://${'a'.repeat(64)}.example.com/`,
    '',
    'not a url',
  ])('refuses %j', (url) => {
    expect(admits(site, url)).toBe(false);
  });

  it('compares schemes and ports', () => {
    const api = c.url({ hosts: ['example.com'], schemes: ['https', 'wss'], ports: [443, 8443] });
    expect(admits(api, 'wss://example.com/')).toBe(true);
    expect(admits(api, 'https://example.com:8443/')).toBe(true);
    expect(admits(api, 'http://example.com/')).toBe(false);
    expect(admits(api, 'https://example.com:8444/')).toBe(false);
    expect(c.url({ hosts: ['example.com'], schemes: ['http', 'https'] }).ports).toEqual([80, 443]);
    expect(admits(c.url({ hosts: ['example.com'], schemes: ['ws'] }), 'ws://example.com/')).toBe(true);
  });

  it('compares paths by whole segments', () => {
    const users = c.url({ hosts: ['example.com'], pathPrefix: '/v1/users' });
    for (const path of ['/v1/users', '/v1/users/', '/v1/users/7?x=../..']) {
      expect(admits(users, `https://example.com${path}`)).toBe(true);
    }
    for (const path of [
      '',
      '/',
      '/v1',
      '/v1/users2',
      '/v1/users/%2fadmin',
      '/v1/users//admin',
      '/v1/users/..%5cadmin',
    ]) {
      expect(admits(users, `https://example.com${path}`)).toBe(false);
    }
  });
});
