import { NOT_IN_BASE64, NOT_IN_WORD, notAfter } from './boundary.ts';
import { isVaried, startsVaried } from './entropy.ts';
import type { RegularPattern } from './pattern.ts';

/**
 * Shapes of keys and tokens as their issuers document them or as they are seen in use. Order decides names: where two rules
 * find something at the same place, the earlier one names it. No rule needs a boundary on its right when it has a tail:
 * what follows directly belongs to the token.
 */

const WORD = /\w*/y;
const DASHED = /[\w-]*/y;
const DOTTED = /[\w.~+/=-]*/y;
const BASE64 = /[A-Za-z0-9+/=_-]*/y;

/** `prefix` and then at least `least` units of `body`; all of the class that follows belongs to it. */
const token = (
  rule: string,
  anchors: readonly string[],
  body: string,
  tail: RegExp,
  boundary = '',
): RegularPattern => ({
  rule,
  anchors,
  head: new RegExp(`${boundary}(?:${anchors.map(literally).join('|')})${body}`),
  tail,
  accept: isVaried,
});

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const NOT_IN_ALPHANUMERIC = notAfter('A-Za-z0-9');

export const tokenRules: readonly RegularPattern[] = [
  token('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], '[A-Za-z0-9]{30}', WORD),
  token('github-token', ['github_pat_'], '\\w{36}', WORD),
  token(
    'gitlab-token',
    [
      'glpat-',
      'gldt-',
      'glrt-',
      'glptt-',
      'glft-',
      'glsoat-',
      'glcbt-',
      'glimt-',
      'glagent-',
      'gloas-',
      'glffct-',
      '_gitlab_session=',
    ],
    '[\\w-]{20}',
    DASHED,
  ),
  token('gitlab-token', ['GR1348941'], '[\\w-]{20}', DASHED),
  token(
    'slack-token',
    ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-', 'xoxe-', 'xoxe.xox'],
    '[\\w-]{12}',
    DASHED,
  ),
  token('slack-token', ['xapp-'], '\\d-[A-Za-z0-9]{8}', DASHED),
  {
    rule: 'slack-webhook',
    anchors: ['hooks.slack.com/'],
    head: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([\w/+-]{20})/,
    tail: /[\w/+-]*/y,
  },
  token(
    'stripe-key',
    ['sk_live_', 'sk_test_', 'sk_prod_', 'rk_live_', 'rk_test_', 'rk_prod_', 'whsec_'],
    '[A-Za-z0-9+/]{16}',
    WORD,
  ),
  token('anthropic-key', ['sk-ant-'], '[a-z]{2,10}\\d{2}-[\\w-]{20}', DASHED),
  token('openai-key', ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-None-'], '[\\w-]{20}', DASHED),
  {
    rule: 'openai-key',
    anchors: ['T3BlbkFJ'],
    before: 24,
    head: /sk-[\w-]{16,21}T3BlbkFJ[A-Za-z0-9]{16}/,
    tail: DASHED,
  },
  token('openrouter-key', ['sk-or-v1-'], '[0-9a-f]{32}', WORD),
  token('secret-key', ['sk-'], '(?=[A-Za-z]{0,47}\\d)[A-Za-z0-9]{32}', WORD, NOT_IN_WORD),
  {
    rule: 'aws-access-key-id',
    anchors: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    head: new RegExp(`${NOT_IN_ALPHANUMERIC}(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])`),
    accept: (value) => !value.endsWith('EXAMPLE'),
  },
  token('aws-bedrock-key', ['ABSKQmVk'], '[A-Za-z0-9+/]{54}', BASE64),
  token('google-api-key', ['AIza'], '[\\w-]{35}', DASHED, NOT_IN_ALPHANUMERIC),
  token('google-oauth-secret', ['GOCSPX-'], '[\\w-]{20}', DASHED),
  token('google-oauth-token', ['ya29.'], '[\\w-]{20}', DOTTED),
  token('npm-token', ['npm_'], '(?=[A-Za-z]{0,35}\\d)[A-Za-z0-9]{36}', WORD, NOT_IN_WORD),
  token('pypi-token', ['pypi-AgEI'], '[\\w-]{40}', DASHED),
  token('rubygems-token', ['rubygems_'], '[0-9a-f]{48}', WORD),
  token('sendgrid-key', ['SG.'], '[\\w-]{16,64}\\.[\\w-]{16}', DASHED, NOT_IN_WORD),
  { rule: 'twilio-key', anchors: ['SK'], head: new RegExp(`${NOT_IN_ALPHANUMERIC}SK[0-9a-f]{32}(?![A-Za-z0-9])`) },
  {
    rule: 'telegram-bot-token',
    anchors: [':A'],
    before: 11,
    head: new RegExp(`${notAfter('0-9')}\\d{5,11}:A[\\w-]{34}(?![A-Za-z0-9])`),
  },
  {
    rule: 'discord-bot-token',
    anchors: ['MD', 'MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'], // base64 of an account number starts so
    head: new RegExp(`${notAfter('\\w-')}[MNO][\\w-]{22,27}\\.[\\w-]{6}\\.[\\w-]{27}`),
    tail: DASHED,
  },
  {
    rule: 'discord-webhook',
    anchors: ['/api/webhooks/'],
    head: /\/api\/webhooks\/\d{15,20}\/([\w-]{40})/,
    tail: DASHED,
  },
  {
    rule: 'azure-client-secret',
    anchors: ['Q~'],
    before: 4,
    head: new RegExp(`${notAfter('\\w~.-')}[\\w~.]{3}\\dQ~[\\w~.-]{31}`),
    tail: /[\w~.-]*/y,
  },
  { rule: 'azure-account-key', anchors: ['AccountKey='], head: /AccountKey=([A-Za-z0-9+/]{40})/, tail: BASE64 },
  {
    rule: 'azure-access-key',
    anchors: ['SharedAccessKey='],
    head: /SharedAccessKey=([A-Za-z0-9+/]{40})/,
    tail: BASE64,
  },
  {
    rule: 'signed-url',
    anchors: ['sig=', 'X-Amz-Signature='],
    head: /(?<=[?&;])(?:sig|X-Amz-Signature)=([\w%+/-]{40})/,
    tail: /[\w%+/=-]*/y,
  },
  token('huggingface-token', ['hf_', 'api_org_'], '[A-Za-z0-9]{30}', WORD, NOT_IN_WORD),
  token('digitalocean-token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], '[0-9a-f]{32}', WORD),
  token('shopify-token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], '[0-9a-fA-F]{32}', WORD),
  token('databricks-token', ['dapi'], '[0-9a-f]{32}', DASHED, NOT_IN_WORD),
  token('doppler-token', ['dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.'], '[\\w.]{30}', /[\w.]*/y, NOT_IN_WORD),
  token('linear-key', ['lin_api_', 'lin_oauth_'], '[A-Za-z0-9]{32}', WORD),
  token('notion-token', ['ntn_'], '\\d{8}[A-Za-z0-9]{30}', WORD),
  token('postman-key', ['PMAK-'], '[0-9a-f]{24}-[0-9a-f]{24}', DASHED),
  token('grafana-token', ['glc_', 'glsa_'], '[A-Za-z0-9+/]{32}', /[\w+/=]*/y, NOT_IN_WORD),
  token('vault-token', ['hvs.', 'hvb.', 'hvr.'], '[\\w-]{24}', DASHED, NOT_IN_WORD),
  {
    rule: 'terraform-token',
    anchors: ['.atlasv1.'],
    before: 14,
    head: /[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40}/,
    tail: DASHED,
  },
  token('tailscale-key', ['tskey-'], '[a-z]{3,10}-[A-Za-z0-9]{8}', DASHED),
  token('docker-token', ['dckr_pat_', 'dckr_oat_'], '[\\w-]{20}', DASHED),
  token('figma-token', ['figd_', 'figo_'], '[\\w-]{30}', DASHED),
  token('supabase-token', ['sbp_', 'sb_secret_'], '[\\w-]{20}', DASHED, NOT_IN_WORD),
  token('age-key', ['AGE-SECRET-KEY-1'], '[A-Z0-9]{50}', WORD),
  token('square-token', ['sq0atp-', 'sq0csp-'], '[\\w-]{22}', DASHED),
  token('new-relic-key', ['NRAK-', 'NRII-', 'NRJS-', 'NRIQ-'], '[\\w-]{19}', DASHED),
  token('sentry-token', ['sntrys_', 'sntryu_'], '[\\w+/=]{40}', /[\w+/=]*/y),
  token('groq-key', ['gsk_'], '[A-Za-z0-9]{40}', WORD, NOT_IN_WORD),
  token('xai-key', ['xai-'], '[A-Za-z0-9]{60}', WORD, NOT_IN_WORD),
  token('perplexity-key', ['pplx-'], '[A-Za-z0-9]{40}', WORD),
  token('replicate-token', ['r8_'], '[A-Za-z0-9]{30}', WORD, NOT_IN_WORD),
  token('artifactory-key', ['AKCp'], '\\w{60}', WORD, NOT_IN_BASE64),
  token('atlassian-token', ['ATATT3', 'ATCTT3'], '[\\w-]{24}', BASE64, NOT_IN_WORD),
  token('atlassian-token', ['ATBB'], '[\\w-]{24}', BASE64, NOT_IN_BASE64),
  token('dynatrace-token', ['dt0c01.', 'dt0s01.'], '[A-Z0-9]{24}\\.[A-Z0-9]{40}', WORD),
  token('planetscale-token', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], '[\\w.=-]{32}', DOTTED),
  token('pulumi-token', ['pul-'], '[0-9a-f]{40}', WORD, NOT_IN_WORD),
  token('onepassword-token', ['ops_eyJ'], '[A-Za-z0-9+/]{60}', BASE64),
  token('airtable-token', ['pat'], '[A-Za-z0-9]{14}\\.[0-9a-f]{60}', WORD, NOT_IN_WORD),
  token('clojars-token', ['CLOJARS_'], '[a-z0-9]{50}', WORD),
  token('mailgun-key', ['key-', 'pubkey-'], '[0-9a-f]{32}', WORD, NOT_IN_WORD),
  {
    rule: 'mailchimp-key',
    anchors: ['-us'],
    before: 32,
    head: new RegExp(`${notAfter('0-9a-z')}[0-9a-f]{32}-us\\d{1,2}(?![0-9a-z])`),
  },
  token('alibaba-key', ['LTAI'], '[A-Za-z0-9]{17}', WORD, NOT_IN_BASE64),
  token('yandex-token', ['y0_'], '[\\w-]{40}', DASHED, NOT_IN_WORD),
  {
    ...token('facebook-token', ['EAAM', 'EAAC', 'EAAG', 'EAAA', 'EAAB'], '[A-Za-z0-9]{60}', WORD, NOT_IN_BASE64),
    accept: (value) => startsVaried(value) && isVaried(value),
  },
  token('easypost-key', ['EZAK', 'EZTK'], '[A-Za-z0-9]{54}', WORD, NOT_IN_BASE64),
  token('flutterwave-key', ['FLWSECK-', 'FLWSECK_TEST-'], '[A-Za-z0-9]{12}', DASHED),
  token('fly-token', ['fo1_', 'fm1a_', 'fm1r_', 'fm2_'], '[\\w+/-]{40}', DOTTED, NOT_IN_WORD),
  token('sourcegraph-token', ['sgp_'], '[0-9a-f_]{40}', WORD, NOT_IN_WORD),
  token('heroku-key', ['HRKU-'], '[\\w-]{36}', DASHED),
  token('typeform-token', ['tfp_'], '[\\w.=-]{59}', DOTTED, NOT_IN_WORD),
  token('contentful-token', ['CFPAT-'], '[\\w-]{40}', DASHED),
  token('prefect-key', ['pnu_', 'pnb_'], '[A-Za-z0-9]{36}', WORD, NOT_IN_WORD),
  token('readme-key', ['rdme_'], '[a-z0-9]{60}', WORD),
  token('duffel-token', ['duffel_test_', 'duffel_live_'], '[\\w=-]{40}', DOTTED),
  token('frameio-token', ['fio-u-'], '[\\w=-]{60}', DOTTED),
  token('shippo-token', ['shippo_live_', 'shippo_test_'], '[0-9a-fA-F]{40}', WORD),
  token('sendinblue-key', ['xkeysib-'], '[0-9a-f]{64}-[A-Za-z0-9]{16}', WORD),
  token('scalingo-token', ['tk-us-'], '[\\w-]{48}', DASHED, NOT_IN_WORD),
  token('harness-token', ['pat.', 'sat.'], '[\\w-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}', WORD, NOT_IN_WORD),
  token('adafruit-key', ['aio_'], '[A-Za-z0-9]{28}', WORD, NOT_IN_WORD),
  token('openshift-token', ['sha256~'], '[\\w-]{43}', DASHED),
  token(
    'plaid-token',
    ['access-sandbox-', 'access-development-', 'access-production-'],
    '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}',
    DASHED,
  ),
  {
    rule: 'jwt',
    anchors: ['eyJ'],
    reach: 1700,
    head: new RegExp(`${notAfter('\\w-')}eyJ[\\w-]{8,1000}\\.(?:eyJ[\\w-]{2}|[\\w-]{0,600}\\.[\\w-]{8})`),
    tail: /[\w.-]*/y,
  },
];
