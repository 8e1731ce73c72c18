import { isDigit, isHex, NOT_IN_BASE64, NOT_IN_WORD, notAfter } from '../boundary.ts';
import type { RegularPattern } from '../pattern.ts';
import { unitClass } from '../unit-class.ts';
import { isVaried, startsVaried } from './entropy.ts';
import { ALONE, around, BASE64, DASHED, DOTTED, ENDS, fixed, growing, isKey, WORD } from './token-shape.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** How much of a value is judged as a key: more of it could be glued on to make it look like none. */
const JUDGED = 35;

/** Without those that say by their end that they were made up. */
const unlessMadeUp = (pattern: RegularPattern, madeUp: RegExp): RegularPattern => ({
  ...pattern,
  accept: (value, text, place) => isKey(value.slice(0, JUDGED), text, place) && !madeUp.test(value),
});

const DISCORD = unitClass('[\\w-]');

/** Whether so many units end with a full stop as an account number of Discord has in base64. */
const isFirstPart = (text: string, at: number, end: number): boolean =>
  end - at >= 23 && end - at <= 26 && text.charCodeAt(end) === FULL_STOP;

const FULL_STOP = 46;

/** Keys of models, of messages, of money, and of other services with an interface. */
export const serviceTokens = (): readonly RegularPattern[] => [
  fixed(
    'anthropic-key',
    ['sk-ant-'],
    '(?:api|admin)\\d\\d-[\\w-]{93}AA|(?!api|admin)[a-z]{2,10}\\d\\d-[\\w-]{80,128}',
    {
      behind: '(?![\\w-])',
    },
  ),
  // Those with OpenAI's mark are found by the next rule, whatever they end with.
  unlessMadeUp(
    growing('openai-key', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'], '[\\w-]{20,200}', DASHED),
    /(?:test|fake|dummy|sample)$/,
  ),
  {
    rule: 'openai-key',
    anchors: ['sk-'],
    follows: { units: unitClass('[\\w-]'), least: 40, alone: false },
    head: new RegExp(`${notAfter('\\w-')}sk-[\\w-]{16,124}T3BlbkFJ[A-Za-z0-9]{16}`),
    tail: DASHED,
  },
  fixed('openai-key', ['sess-'], '[A-Za-z0-9]{40}'),
  growing('openrouter-key', ['sk-or-v1-'], '[0-9a-f]{32}', WORD),
  growing('langsmith-key', ['lsv2_pt_', 'lsv2_sk_'], '[0-9a-f]{32}_[0-9a-f]{10}', WORD),
  growing('langfuse-key', ['sk-lf-'], UUID, WORD),
  // As long as OpenAI's first keys were, which held its mark.
  unlessMadeUp(
    growing('secret-key', ['sk-'], '(?=[A-Za-z]{0,47}\\d)[A-Za-z0-9]{32,64}', WORD, NOT_IN_WORD),
    /^sk-\w{44}(?:test|fake)$/,
  ),
  fixed('huggingface-token', ['hf_', 'api_org_'], '[A-Za-z0-9]{34}'),
  fixed('groq-key', ['gsk_'], '[A-Za-z0-9]{52}', { behind: '(?![\\w-])' }),
  growing('xai-key', ['xai-'], '[A-Za-z0-9]{60}', WORD),
  growing('perplexity-key', ['pplx-'], '[A-Za-z0-9]{40}', WORD),
  growing('replicate-token', ['r8_'], '[A-Za-z0-9]{37}', WORD),
  fixed('fireworks-key', ['fw_'], '[A-Za-z0-9]{22,30}'),
  fixed('elevenlabs-key', ['sk_'], '[0-9a-f]{48}'),
  fixed('cerebras-key', ['csk-'], '[a-z0-9]{48}'),
  fixed('nvidia-key', ['nvapi-'], '[\\w-]{60,70}'),
  fixed('tavily-key', ['tvly-'], '(?:dev-|prod-)?[A-Za-z0-9]{32}'),
  fixed('pinecone-key', ['pcsk_'], '[A-Za-z0-9_]{60,80}'),
  fixed('jina-key', ['jina_'], '[0-9a-f]{32}[A-Za-z0-9_-]{28}'),
  fixed('wandb-key', ['wandb_v1_'], '[\\w-]{60,90}'),
  growing(
    'slack-token',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxe-', 'xoxc-'],
    '(?:\\d-)?\\d{5,14}-[\\w-]{8}',
    DASHED,
  ),
  growing('slack-token', ['xoxe-', 'xoxe.xoxb-', 'xoxe.xoxp-'], '\\d-[A-Za-z0-9]{100}', DASHED),
  growing('slack-token', ['xoxa-', 'xoxr-'], '(?:\\d-)?(?=[A-Za-z]{0,47}\\d)[A-Za-z0-9]{8,48}', DASHED),
  growing('slack-cookie', ['xoxd-'], '[A-Za-z0-9%+/]{40}', /[\w%+/=-]*/y),
  growing('slack-token', ['xapp-'], '\\d-[A-Za-z0-9]{8}', DASHED),
  {
    rule: 'slack-webhook',
    anchors: ['hooks.slack.com/'],
    head: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/+-]{20})/,
    tail: /[\w/+-]*/y,
  },
  {
    rule: 'teams-webhook',
    anchors: ['/webhookb2/'],
    head: /(?<=\.webhook\.office\.com)\/webhookb2\/([\w@/-]{40})/,
    tail: /[\w@/-]*/y,
  },
  {
    rule: 'zapier-webhook',
    anchors: ['hooks.zapier.com/'],
    head: /hooks\.zapier\.com\/hooks\/catch\/([\w/]{12})/,
    tail: /[\w/]*/y,
  },
  {
    rule: 'telegram-bot-token',
    anchors: [':A'],
    before: 16,
    follows: { units: unitClass('[\\w-]'), least: 34, alone: false },
    approach: (text, at) => isDigit(text, at - 1),
    head: /(?:(?<![\w.])|(?<=\/bot))\d{5,16}:A[\w-]{34}(?![\w-])/,
  },
  {
    rule: 'discord-bot-token',
    anchors: ['MD', 'MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'], // base64 of an account number starts so
    approach: (text, at, stretches) => isFirstPart(text, at, stretches.endOf(DISCORD, text, at)),
    head: new RegExp(`${notAfter('\\w-')}[MNO][\\w-]{22,25}\\.[\\w-]{6}\\.[\\w-]{27}`),
    tail: DASHED,
  },
  {
    rule: 'discord-webhook',
    anchors: ['/api/webhooks/'],
    head: /\/api\/webhooks\/\d{15,20}\/([\w-]{40})/,
    tail: DASHED,
  },
  fixed('stripe-key', ['sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'rk_prod_'], '[A-Za-z0-9]{24,247}'),
  growing('stripe-key', ['whsec_'], '[A-Za-z0-9+/]{24}', BASE64),
  growing('sendgrid-key', ['SG.'], '[\\w-]{16,64}\\.[\\w-]{16}', DASHED),
  fixed('sendgrid-key', ['SG.'], '[\\w=.-]{66}'),
  fixed('twilio-key', ['SK'], '[0-9a-f]{32}'),
  fixed('shopify-token', ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shprt_'], '[0-9a-fA-F]{32,64}|[A-Za-z0-9]{32}'),
  growing('linear-key', ['lin_api_', 'lin_oauth_'], '[A-Za-z0-9]{32}', WORD),
  fixed('notion-token', ['ntn_'], '\\d{11}[A-Za-z0-9]{35}'),
  fixed('notion-token', ['secret_'], '(?=[A-Za-z]{0,42}\\d)[A-Za-z0-9]{43}'),
  fixed('postman-key', ['PMAK-'], '[0-9a-fA-F]{24}-[0-9a-fA-F]{34}'),
  growing('figma-token', ['figd_', 'figo_', 'figu_', 'figor_'], '[\\w-]{30}', DASHED),
  fixed('square-token', ['sq0atp-'], '[\\w-]{22}'),
  growing('square-token', ['sq0csp-', 'sq0idp-'], '[\\w-]{22}', DASHED),
  fixed('square-token', ['EAAA'], '[\\w-]{60}', { before: notAfter('\\w+/-'), behind: '(?![\\w+/-])' }),
  growing('onepassword-token', ['ops_eyJ'], '[A-Za-z0-9+/]{60}', BASE64),
  fixed(
    'onepassword-key',
    ['A3-'],
    '[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
  ),
  fixed('airtable-token', ['pat'], '[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
  growing('mailgun-key', ['key-', 'pubkey-'], '[0-9a-f]{32}', WORD),
  {
    ...around('mailchimp-key', ['-us'], 32, `${notAfter('0-9a-z')}[0-9a-f]{32}-us\\d{1,2}(?![0-9a-z])`),
    approach: (text, at) => isHex(text, at - 32, at),
  },
  fixed('sendinblue-key', ['xkeysib-', 'xsmtpsib-'], '[0-9a-f]{64}-[A-Za-z0-9]{16}'),
  {
    ...growing('facebook-token', ['EAAM', 'EAAC', 'EAAG', 'EAAA', 'EAAB'], '[A-Za-z0-9]{80}', WORD, NOT_IN_BASE64),
    accept: (value) => startsVaried(value) && isVaried(value),
  },
  fixed('instagram-token', ['IGQV', 'IGAA'], '[\\w-]{60,240}', { before: NOT_IN_BASE64 }),
  {
    ...growing('twitter-bearer-token', ['AAAAAAAAAAAAAAAAAAAAA'], 'A?[A-Za-z0-9]{6,14}%[A-Za-z0-9%]{60}', /[\w%]*/y),
    common: true,
  },
  fixed('easypost-key', ['EZAK', 'EZTK'], '[A-Za-z0-9]{54}', { before: NOT_IN_BASE64, behind: '(?![A-Za-z0-9+/])' }),
  growing('flutterwave-key', ['FLWSECK-', 'FLWSECK_TEST-', 'FLWPUBK-', 'FLWPUBK_TEST-'], '[A-Za-z0-9]{12}', DASHED),
  growing('typeform-token', ['tfp_'], '[\\w.=-]{59}', DOTTED),
  growing('contentful-token', ['CFPAT-'], '[\\w-]{40}', DASHED),
  fixed('readme-key', ['rdme_'], '[a-z0-9]{70}'),
  growing('duffel-token', ['duffel_test_', 'duffel_live_'], '[\\w=-]{40}', DOTTED),
  growing('frameio-token', ['fio-u-'], '[\\w=-]{60}', DOTTED),
  fixed('shippo-token', ['shippo_live_', 'shippo_test_'], '[0-9a-fA-F]{40}'),
  fixed('adafruit-key', ['aio_'], '[A-Za-z0-9]{28}'),
  growing('plaid-token', ['access-sandbox-', 'access-development-', 'access-production-'], UUID, DASHED),
  fixed('kolide-key', ['k2sk_v'], '\\d_[A-Za-z0-9]{24}'),
  fixed('onfido-token', ['api_live', 'api_sandbox'], '(?:_[a-zA-Z]{2})?\\.[\\w-]{11}\\.[\\w-]{32}'),
  fixed('intra42-secret', ['s-s4t2ud-', 's-s4t2af-'], '[0-9a-f]{64}'),
  fixed('adobe-secret', ['p8e-'], '[A-Za-z0-9]{32}'),
  fixed('gocardless-token', ['live_'], '(?=[a-z_=-]{0,39}\\d)[A-Za-z0-9_=-]{40}', { behind: '(?![\\w=-])' }),
  fixed('lob-key', ['live_', 'test_'], '[0-9a-f]{35}'),
  fixed('lob-key', ['live_pub_', 'test_pub_'], '[0-9a-f]{31}'),
  fixed(
    'authress-key',
    ['sc_', 'ext_', 'scauth_', 'authress_'],
    '[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[a-z0-9+/_=-]{30,120}',
  ),
  growing('mapbox-token', ['pk.', 'sk.', 'tk.'], '[A-Za-z0-9]{60}\\.[A-Za-z0-9_-]{22}', DASHED),
  fixed('hubspot-token', ['pat-na1-', 'pat-na2-', 'pat-eu1-', 'pat-ap1-'], UUID),
  fixed('zoho-token', ['1000.'], '[0-9a-f]{32}\\.[0-9a-f]{32}'),
  fixed('asana-token', ['1/', '0/'], '\\d{13,17}(?:/\\d{13,17})?:[0-9a-f]{32}', { before: notAfter('\\w/') }),
  fixed('resend-key', ['re_'], '[A-Za-z0-9]{8}_[A-Za-z0-9]{24}'),
  fixed('postmark-key', ['PMAT-'], UUID),
  fixed('paystack-key', ['sk_live_', 'sk_test_'], '[0-9a-f]{40}'),
  fixed('razorpay-key', ['rzp_live_', 'rzp_test_'], '[A-Za-z0-9]{14}'),
  fixed('braintree-token', ['access_token$'], '(?:production|sandbox)\\$[a-z0-9]{16}\\$[0-9a-f]{32}'),
  fixed('adyen-key', ['AQE'], '[a-z]hm[A-Za-z0-9+/]{40,200}(?:={0,2})-[A-Za-z0-9+/=]{30,60}-[\\S]{16}', { behind: '' }),
  fixed('launchdarkly-key', ['api-', 'sdk-', 'mob-'], UUID),
  fixed('posthog-key', ['phx_', 'phs_'], '[A-Za-z0-9]{36,50}'),
  fixed('clerk-key', ['ak_live_', 'ak_test_'], '[A-Za-z0-9]{24,64}'),
  fixed('ngrok-token', ['ak_'], '[A-Za-z0-9]{27}'),
  fixed('apify-token', ['apify_api_'], '[A-Za-z0-9]{34,40}'),
  fixed('dropbox-token', ['sl.'], '(?:u\\.)?[\\w-]{130,600}', { before: notAfter('\\w.') }),
  fixed('salesforce-token', ['00D'], '[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,260}'),
  { rule: 'okta-token', anchors: ['SSWS 00'], head: new RegExp(`SSWS (00[\\w-]{40})${ENDS}`), accept: isKey },
  fixed('zuplo-key', ['zpka_'], '[a-z0-9]{32}_[0-9a-f]{8}'),
  fixed('unkey-key', ['unkey_'], '[A-Za-z0-9]{20,30}'),
  {
    rule: 'facebook-app-token',
    anchors: ['|', '%7C', '%7c'],
    common: true,
    approach: (text, at) => isDigit(text, at - 1),
    head: /(?<=(?<![\w|])\d{15,16})(?:\||%7[cC])([\w-]{27,40})(?![\w-])/,
    accept: (value) => /[A-Z]/.test(value) && /[a-z]/.test(value) && isVaried(value),
  },
  {
    rule: 'jwt',
    anchors: ['eyJ'],
    reach: 1700,
    head: new RegExp(`${ALONE}eyJ[\\w-]{8,1000}\\.(?:eyJ[\\w-]{8}|[\\w-]{0,600}\\.[\\w-]{8})`),
    run: { units: /[\w-]*/y, rest: /\.(?:eyJ[\w-]{8}|[\w-]{0,600}\.[\w-]{8})/y, most: 1003 },
    tail: /[\w.-]*/y,
  },
];
