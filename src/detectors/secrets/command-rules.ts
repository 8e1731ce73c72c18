import type { RegularPattern } from '../pattern.ts';
import { isMember, unitClass } from '../unit-class.ts';
import type { Stretches } from './encoded-stretches.ts';
import { isVaried, looksRandom } from './entropy.ts';
import { behindBlanks } from './gives.ts';
import { isManualPassword, isPlaceholder } from './placeholder.ts';
import { isPublishedExample } from './published-examples.ts';

/** A password in its place: no stand-in, no variable, no word of a manual. */
const isGiven = (value: string): boolean =>
  value.length >= 4 && !isPlaceholder(value) && !isManualPassword(value) && !/^[A-Z_]+$/.test(value);

/** Secrets in the places that programs read them from. */
export const commandRules = (): readonly RegularPattern[] => [
  {
    rule: 'command-credentials', // curl, wget, http: -u user:password
    anchors: ['-u ', '-u"', "-u'", '--user ', '--user=', '--proxy-user '],
    reach: 170,
    head: /-{1,2}(?:proxy-)?u(?:ser)?[ =]{0,2}(?:["']?[\w.@+{}-]{0,60}["']?:["']?([^\s"'<>[\]$%{}:]{4,80}|\{[\w-]{8,60}\})["']?(?=[\s"'\\]|$)|["']([^\s"'<>[\]$%{}:]{8,80}):["'])/,
    extent: /-{1,2}(?:proxy-)?[user]{0,4}[ =]{0,2}["']?[^\s"']{0,80}["']?:?["']?[^\s"']{0,84}["']?/y,
    accept: (value, text, { at }) =>
      isGiven(value.replace(/^\{|\}$/g, '')) &&
      /curl|wget|http|docker|helm|mvn|nuget/.test(text.slice(Math.max(0, at - 120), at)),
  },
  {
    rule: 'command-password', // sshpass, docker login, mysql, redis-cli
    anchors: [' -p', ' -a '],
    reach: 110,
    head: /[ ]-[pa][ ]{0,2}["']?([^\s"'$<>{}[\]-][^\s"'$<>{}[\]]{5,80})["']?(?=\s|$|\\)/,
    extent: /[ ]-[pa][ ]{0,2}["']?[^\s"']{0,82}["']?/y,
    accept: (value, text, { at }) =>
      isGiven(value) &&
      /\d/.test(value) &&
      /[A-Za-z]/.test(value) &&
      /(?:sshpass|docker login|podman login|mysql|mysqldump|mariadb|redis-cli|mongo(?:sh)?)\b[^\n|;&]{0,80}$/.test(
        text.slice(Math.max(0, at - 100), at),
      ),
  },
  {
    rule: 'api-key-header',
    anchors: [
      'pikey: ',
      'pi-key: ',
      'pi-Key: ',
      'PI-Key: ',
      'PI-KEY: ',
      'uth-Token: ',
      'uth-token: ',
      'rivate-Token: ',
      'RIVATE-TOKEN: ',
    ],
    reach: 100,
    head: /[A-Za-z-]{5,16}: {1,2}([\w.~+/=-]{16,80})/,
    extent: /[A-Za-z-]{5,16}:? {0,2}[\w.~+/=-]{0,80}/y,
    accept: (value) => !isPlaceholder(value) && /\d/.test(value) && isVaried(value),
  },
  {
    rule: 'netrc-password',
    anchors: ['login ', 'LOGIN '],
    reach: 220,
    head: /login[ \t]{1,4}[^\s]{1,80}\s{1,8}password[ \t]{1,4}([^\s"'<>]{4,100})/i,
    extent: /login[ \t]{1,4}[^\s]{0,80}\s{0,8}[password]{0,8}[ \t]{0,4}[^\s"'<>]{0,100}/iy,
    accept: isGiven,
  },
  {
    rule: 'password-hash', // crypt, bcrypt, Argon2, Apache
    anchors: ['$apr1$', '$1$', '$2a$', '$2b$', '$2y$', '$5$', '$6$', '$y$', '$argon2'],
    reach: 240,
    head: /\$(?:2[aby]\$\d\d\$[./A-Za-z0-9]{53}|(?:apr1|1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}|y\$[./A-Za-z0-9]{1,12}\$[./A-Za-z0-9]{1,24}\$[./A-Za-z0-9]{43}|argon2(?:id|i|d)\$v=\d{1,3}\$[mtp=,\d]{5,40}\$[A-Za-z0-9+/]{8,64}\$[A-Za-z0-9+/]{20,100})/,
  },
  {
    rule: 'npm-credentials',
    anchors: ['/:_auth', '/:_password'],
    reach: 260,
    head: /(?<=[\w])\/:_(?:authToken|auth|password)[ \t]{0,2}=[ \t]{0,2}["']?([\w+/=.-]{8,200})/,
    extent: /\/:_[A-Za-z]{0,12}[ \t]{0,2}=?[ \t]{0,2}["']?[\w+/=.-]{0,200}/y,
    accept: (value) => !isPlaceholder(value) && isVaried(value),
  },
  {
    rule: 'nuget-password',
    anchors: ['"ClearTextPassword"', '"Password"'],
    reach: 160,
    head: /"(?:ClearText)?Password"\s{1,4}value="([^"\s]{4,100})"/,
    extent: /"[A-Za-z]{0,18}"?\s{0,4}[value]{0,5}=?"?[^"\s]{0,100}"?/y,
    accept: (value) => !/^[%$<{[]|\$\{|^\*/.test(value) && !isManualPassword(value) && !isPublishedExample(value),
  },
  {
    rule: 'aws-secret-key',
    anchors: [
      'aws_',
      'AWS_',
      'aws.',
      'secretAccessKey',
      'SecretAccessKey',
      'secret_key',
      'secretKey',
      'Secret Access Key',
      'SecretKey',
      'SECRET_KEY',
    ],
    reach: 120,
    approach: isGivenSomething,
    head: /[A-Za-z_. -]{3,40}?["'\]]{0,2}[ \t]{0,4}(?:=>|:=|[=:>,])[ \t]{0,4}["'`]{0,2}([A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/,
    extent: /[A-Za-z_. -]{0,40}["'\]]{0,2}[ \t]{0,4}[:=>,]{0,2}[ \t]{0,4}["'`]{0,2}[A-Za-z0-9+/]{0,41}/y,
    accept: (value) =>
      looksRandom(value) && !value.endsWith('EXAMPLEKEY') && /[A-Z]/.test(value) && /[a-z]/.test(value),
  },
];

const NAME = unitClass('[A-Za-z_. -]');
const CLOSE = unitClass('["\'\\]]');
const SIGN = unitClass('[=:>,]');

/** Whether what gives a value follows the name of a key of AWS, blanks and all. */
function isGivenSomething(text: string, at: number, stretches: Stretches): boolean {
  let end = stretches.endOf(NAME, text, at);
  if (end - at > 44) return false;
  for (const most = end + 2; end < most && isMember(CLOSE, text, end); ) end += 1;
  return isMember(SIGN, text, behindBlanks(text, end, 4));
}
