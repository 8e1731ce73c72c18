import { isDigit, NOT_IN_BASE64, NOT_IN_WORD, notAfter } from '../boundary.ts';
import type { RegularPattern } from '../pattern.ts';
import { unitClass } from '../unit-class.ts';
import { isVaried } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPublishedExample } from './published-examples.ts';
import { ALONE, BASE64, DASHED, DOTTED, ENDS, fixed, growing, inside, surroundings, WORD } from './token-shape.ts';

/** Keys of clouds, of what runs in them, and of what watches over it. */
export const cloudTokens = (): readonly RegularPattern[] => [
  {
    rule: 'aws-access-key-id',
    anchors: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    ...surroundings(ALONE, '[A-Z2-7]{16}'),
    head: new RegExp(`${ALONE}(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}${ENDS}`),
    accept: (value) => !isPlaceholder(value),
  },
  {
    rule: 'aws-access-key-id', // older ones use all digits
    anchors: ['A3T'],
    ...surroundings(ALONE, '[A-Z0-9]{17}'),
    head: new RegExp(`${ALONE}A3T[A-Z0-9]{17}${ENDS}`),
    accept: (value) => /\d/.test(value.slice(3)) && isVaried(value),
  },
  growing('aws-bedrock-key', ['ABSKQmVk'], '[A-Za-z0-9+/]{54}', BASE64),
  growing('aws-bedrock-key', ['bedrock-api-key-'], 'YmVk[A-Za-z0-9+/]{12}', BASE64),
  fixed('aws-appsync-key', ['da2-'], '[a-z0-9]{26}'),
  fixed('aws-mws-key', ['amzn.mws.'], '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
  {
    ...fixed('google-api-key', ['AIza'], '[\\w-]{35}', { behind: '(?![\\w-])' }),
    accept: (value) => isVaried(value) && !isPlaceholder(value) && !isPublishedExample(value),
  },
  growing('google-oauth-secret', ['GOCSPX-'], '[\\w-]{20}', DASHED),
  growing('google-oauth-token', ['ya29.'], '[\\w-]{20}', DOTTED),
  fixed('google-refresh-token', ['1//0'], '[\\w-]{60,120}'),
  {
    rule: 'azure-client-secret',
    anchors: ['Q~'],
    before: 4,
    follows: { units: unitClass('[\\w~.-]'), least: 31, alone: false },
    approach: (text, at) => isDigit(text, at - 1),
    head: new RegExp(`${notAfter('\\w~.-')}[\\w~.]{3}\\dQ~[\\w~.-]{31,34}(?![\\w~.-])`),
    accept: (value) => /\d/.test(value.slice(6)) && new Set(value.slice(-16)).size >= 5,
  },
  {
    rule: 'azure-account-key',
    anchors: ['AccountKey='],
    head: /AccountKey=([A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{40,85}={0,2})(?![A-Za-z0-9+/=])/,
    accept: (value) => isVaried(value) && !isPublishedExample(value),
  },
  {
    rule: 'azure-access-key',
    anchors: ['SharedAccessKey='],
    head: /SharedAccessKey=([A-Za-z0-9+/]{40})/,
    tail: BASE64,
  },
  // Service Bus, Event Hubs, Cosmos, Storage, Batch, API Management, Redis and Container Registry sign their keys at this place.
  inside('azure-key', ['+ASt', '+ABa', '+AMC', 'ACDb', 'APIM'], 76, '[A-Za-z0-9+/]', '[A-Za-z0-9+/]{4,8}(?:==)?'),
  inside('azure-key', ['AzFu'], 44, '[\\w-]', '[\\w-]{5,6}={0,2}'),
  inside('azure-key', ['AzSe', '+ACR'], 42, '[A-Za-z0-9+/]', '[A-Za-z0-9+/]{6}'),
  inside('azure-key', ['AzCa', '+AEh', '+ASb', '+ARm', 'AIoT'], 33, '[A-Za-z0-9+/]', '[A-Za-z0-9+/]{5,6}='),
  inside('azure-devops-token', ['AZDO'], 76, '[A-Za-z0-9]', '[A-Za-z0-9]{4}'),
  {
    rule: 'signed-url',
    anchors: ['sig=', 'X-Amz-Signature=', 'X-Goog-Signature='],
    head: /(?<=[?&;])(?:sig|X-Amz-Signature|X-Goog-Signature)=([\w%+/-]{40})/,
    tail: /[\w%+/=-]*/y,
    accept: (value) => !isPlaceholder(value),
  },
  fixed('digitalocean-token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], '[0-9a-f]{64}'),
  growing('heroku-key', ['HRKU-'], '[\\w-]{36}', DASHED),
  fixed('alibaba-key', ['LTAI'], '[A-Za-z0-9]{16,24}', { before: NOT_IN_BASE64 }),
  fixed('tencent-key', ['AKID'], '[A-Za-z0-9]{32}', { before: NOT_IN_BASE64 }),
  fixed('yandex-key', ['AQVN'], '[\\w-]{35,38}', { before: NOT_IN_BASE64 }),
  // One unit less than behind `y0_`: where the key is encoded, it is known by `y0__` alone.
  growing('yandex-token', ['y0_', 'y0__'], '[\\w-]{39}', DASHED, NOT_IN_WORD),
  growing('yandex-iam-token', ['t1.'], '[A-Z0-9a-z_-]{1,80}={0,2}\\.[A-Z0-9a-z_-]{86}', BASE64, NOT_IN_WORD),
  fixed('ibm-key', ['ApiKey-'], '[\\w-]{36}-[\\w-]{36}|[0-9a-f]{8}-[0-9a-f-]{27}'),
  fixed('scaleway-key', ['SCW'], '[A-Z0-9]{17}'),
  fixed('databricks-token', ['dapi', 'dkea', 'dose'], '[0-9a-fA-F]{32}(?:-\\d)?'),
  growing('vault-token', ['hvs.', 'hvr.'], '[\\w-]{24}', DASHED),
  growing('vault-token', ['hvb.'], '[\\w-]{60}', DASHED),
  {
    ...fixed('vault-token', ['s.'], '[A-Za-z0-9]{24}', { before: notAfter('\\w.') }),
    accept: (value) => /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value) && new Set(value).size >= 12,
  },
  fixed('tailscale-key', ['tskey-'], '[a-z]{2,14}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,64}', {
    before: notAfter('A-Za-z'),
  }),
  fixed('cloudflare-key', ['v1.0-'], '[0-9a-f]{24}-[0-9a-f]{146}'),
  fixed('cloudflare-token', ['cfut_', 'cfat_', 'cfk_'], '[\\w-]{40,64}'),
  fixed('dynatrace-token', ['dt0c01.', 'dt0s01.', 'dt0s02.', 'dt0s03.'], '[A-Za-z0-9]{24}\\.[A-Za-z0-9]{64}'),
  fixed('new-relic-key', ['NRAK-', 'NRII-', 'NRJS-', 'NRIQ-', 'NRRA-', 'NRAL-'], '[\\w-]{19,40}'),
  growing('grafana-token', ['glc_'], '[A-Za-z0-9+/]{32}', BASE64),
  fixed('grafana-token', ['glsa_'], '[A-Za-z0-9]{32}_[0-9a-fA-F]{8}'),
  growing('grafana-token', ['eyJrIjoi'], '[A-Za-z0-9]{60}', BASE64),
  fixed('sentry-token', ['sntryu_'], '[0-9a-f]{64}'),
  growing('sentry-token', ['sntrys_eyJ'], '[A-Za-z0-9+/]{40}', BASE64),
  fixed('honeycomb-key', ['hcaik_', 'hcxik_', 'hcbik_', 'hcamk_', 'hcbmk_'], '[a-z0-9]{58,64}'),
  fixed('clickhouse-key', ['4b1d'], '[A-Za-z0-9]{38}'),
  growing('planetscale-token', ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'], '[\\w.=-]{32}', DOTTED),
  growing('supabase-token', ['sbp_', 'sb_secret_'], '[\\w-]{20}', DASHED),
  fixed('neon-token', ['napi_'], '[a-z0-9]{60,70}'),
  growing('age-key', ['AGE-SECRET-KEY-1'], '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}', WORD),
  fixed('defined-networking-token', ['dnkey-'], '[\\w=-]{26}-[\\w=-]{52}'),
];
