import { once } from '../../once.ts';
import type { RegularPattern } from '../pattern.ts';
import { cased, GIVES, GIVES_EXTENT } from './assignment.ts';
import { isUuid, isVaried, looksRandom } from './entropy.ts';
import { nameAndValue } from './name-and-value.ts';
import { isPlaceholder } from './placeholder.ts';
import { readService } from './read-service.ts';
import { isListed, nameAt, namesSomethingElse } from './secret-names.ts';

/**
 * Services whose keys have no beginning of their own: what tells them is the service's name in front. Their names stand for
 * nothing else, so that a random value or a UUID given to them is taken for a key.
 */
const SERVICES: readonly string[] = [
  ...[
    'adobe',
    'airtable',
    'algolia',
    'amplitude',
    'appcenter',
    'appveyor',
    'asana',
    'atlassian',
    'auth0',
    'bamboo',
    'bitbucket',
    'bitly',
  ],
  ...[
    'bittrex',
    'braintree',
    'bugsnag',
    'cloudflare',
    'cloudinary',
    'coinbase',
    'confluent',
    'contentful',
    'datadog',
    'deepgram',
    'discord',
  ],
  ...[
    'disqus',
    'docusign',
    'dropbox',
    'etsy',
    'facebook',
    'fastly',
    'finicity',
    'finnhub',
    'flickr',
    'foursquare',
    'freshbooks',
    'freshdesk',
  ],
  ...[
    'giphy',
    'gitter',
    'heroku',
    'hubspot',
    'hunterio',
    'instagram',
    'intercom',
    'ipinfo',
    'jfrog',
    'jira',
    'kucoin',
    'linkedin',
    'linode',
  ],
  ...[
    'logentries',
    'loggly',
    'lokalise',
    'looker',
    'mailchimp',
    'mailgun',
    'mailjet',
    'mailtrap',
    'mandrill',
    'mapbox',
    'mapquest',
    'mattermost',
    'message_bird',
  ],
  ...[
    'maxmind',
    'meraki',
    'messagebird',
    'messageBird',
    'mixpanel',
    'netlify',
    'newrelic',
    'nexmo',
    'okta',
    'onelogin',
    'opsgenie',
    'pagerduty',
  ],
  ...[
    'papertrail',
    'paypal',
    'pipedrive',
    'plaid',
    'plivo',
    'postmark',
    'pusher',
    'rapidapi',
    'recaptcha',
    'rollbar',
    'salesforce',
    'sauce',
  ],
  ...[
    'sendbird',
    'sendgrid',
    'sentry',
    'shodan',
    'snyk',
    'sonar',
    'sonarqube',
    'sourcegraph',
    'spotify',
    'splunk',
    'squarespace',
    'strava',
  ],
  ...[
    'sumo',
    'sumologic',
    'telegram',
    'travis',
    'trello',
    'twilio',
    'twitch',
    'twitter',
    'typeform',
    'virustotal',
    'vonage',
    'wakatime',
  ],
  ...[
    'webex',
    'wepay',
    'yelp',
    'zendesk',
    'contribsys',
    'virusTotal',
    'sendBird',
    'pagerDuty',
    'mailChimp',
    'linkedIn',
    'paypal',
    'dataDog',
  ],
];

/** Shapes that are too short or too plain to be keys of anyone else. */
const PLAIN: readonly (readonly [service: RegExp, shape: RegExp])[] = [
  [/linked_?in/i, /^(?=\D{0,15}\d)(?:[a-z0-9]{14}|[A-Za-z0-9]{16})$/i],
  [/dropbox/i, /^(?=\D{0,14}\d)[a-z0-9]{15}$/],
  [/sumo/i, /^su[A-Za-z0-9]{12}$/],
  [/confluent/i, /^(?=\D{0,15}\d)[A-Za-z0-9]{16}$/],
  [/airtable/i, /^(?=\D{0,16}\d)[A-Za-z0-9]{17}$/],
  [/asana/i, /^\d{16}$/],
  [/discord/i, /^\d{17,19}$|^(?=\D{0,31}\d)[\w-]{32}$/],
  [/bitly|facebook|algolia|adobe/i, /^[0-9a-f]{32,40}$/],
  [/contribsys/i, /^[0-9a-f]{8}:[0-9a-f]{8}$/],
  [/telegram/i, /^\d{5,16}:A[\w-]{34}$/],
  [/message_?bird|twilio|plivo|nexmo|vonage/i, /^(?=\D{0,33}\d)[A-Za-z0-9]{16,34}$/],
  [/sonar/i, /^[0-9a-f]{40}$/i],
];

const VALUE = '[\\w+/=.~%:|@$-]';

/** Four units and 38 more, and of a sign that may hold dots up to three. */
const given = once(() => nameAndValue({ longestName: 45, value: VALUE, shortest: 12, longest: 200 }));

export const serviceKey = (): RegularPattern => ({
  rule: 'service-key',
  severity: 'medium',
  anchors: [...new Set(SERVICES.flatMap((name) => cased(name)))],
  reach: 420,
  effort: 6,
  approach(text, at, stretches) {
    const before = text.charCodeAt(at - 1);
    const isCapital = before >= 65 && before <= 90;
    const isSmall = before >= 97 && before <= 122;
    const here = text.charCodeAt(at);
    return !(isCapital || (isSmall && !(here >= 65 && here <= 90))) && given().approach(text, at, stretches);
  },
  crowded: given().crowded,
  head: new RegExp(
    `(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))[\\w]{4}[\\w .-]{0,38}?(?:${GIVES}|[ \\t]{1,3}(?=[^ \\t]{0,80}\\d))(${VALUE}{12,200})(?![\\w+/=-])`,
  ),
  extent: new RegExp(`[\\w]{0,4}[\\w .-]{0,80}${GIVES_EXTENT}${VALUE}{0,200}`, 'y'),
  read: readService,
  accept(value, text, { at, start, end, remembered }) {
    if (text[end] === '(' || text[end] === '[') return false;
    const random = value.length >= SHORTEST_RANDOM && remembered.ask(mayBeKey, value);
    const plain = value.length >= SHORTEST_PLAIN && remembered.ask(isPlain, value);
    if (!(random || plain) || isListed(text, at, start)) return false;
    const name = nameAt(text, at);
    const told = text.slice(at, start);
    if (random && !remembered.ask(namesSomethingElse, name) && !remembered.ask(namesSomethingElse, told)) return true;
    return plain && isPlainKey(`${name} ${told}`, value);
  },
});

const SHORTEST_RANDOM = 20;
const SHORTEST_PLAIN = 14;

const isStandIn = (value: string): boolean => isPlaceholder(value) || !isVaried(value);

const mayBeKey = (value: string): boolean =>
  !/[:@|%]/.test(value) && (isUuid(value) || looksRandom(value)) && !isStandIn(value);

/** Whether a value has one of the plain shapes. */
const isPlain = (value: string): boolean => PLAIN.some(([, shape]) => shape.test(value)) && !isStandIn(value);

/** Numbers and short words are keys only where the name says so too: the rest of what a service gives a number is no secret. */
const SAYS_SO = /token|secret|key|client|access|auth|pass|contribsys/i;

const isPlainKey = (name: string, value: string): boolean =>
  SAYS_SO.test(name) && PLAIN.some(([service, shape]) => service.test(name) && shape.test(value));
