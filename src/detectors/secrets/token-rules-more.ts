import { NOT_IN_BASE64, NOT_IN_WORD } from '../boundary.ts';
import type { RegularPattern } from '../pattern.ts';
import { looksRandom } from './entropy.ts';
import { ALONE, BASE64, DASHED, fixed, growing, inside, WORD } from './token-shape.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Keys of services that fewer use, and the form that many issuers have taken over from each other. */
export const moreTokens = (): readonly RegularPattern[] => [
  fixed('bannerbear-key', ['bb_pr_', 'bb_ma_'], '[0-9a-f]{30}'),
  fixed('checkout-key', ['sk_sbox_', 'sk_prod_'], '[a-z0-9*#$=]{20,60}', { behind: '(?![A-Za-z0-9*#$=])' }),
  fixed('clickup-token', ['pk_'], '\\d{6,10}_[A-Z0-9]{32}'),
  fixed('close-key', ['api_'], '[A-Za-z0-9]{22}\\.[A-Za-z0-9]{22}'),
  fixed('coinbase-key', ['organizations/'], `${UUID}/apiKeys/${UUID}`),
  fixed('deno-token', ['ddp_', 'ddw_', 'ddo_'], '[A-Za-z0-9]{36}'),
  growing('devcycle-key', ['dvc_server_', 'dvc_mobile_'], '[A-Za-z0-9_]{32}', WORD),
  fixed('fullstory-key', ['na1.', 'eu1.'], '[A-Za-z0-9+/]{60,100}={0,2}', { before: NOT_IN_BASE64 }),
  growing('intercom-token', ['dG9rO'], '[A-Za-z0-9+/]{54}', BASE64, NOT_IN_BASE64),
  fixed('ionic-token', ['ion_'], '[A-Za-z0-9]{42}'),
  fixed('lichess-token', ['lip_'], '[A-Za-z0-9]{20}'),
  fixed('locationiq-key', ['pk.'], '[0-9a-f]{32}'),
  fixed('localstack-key', ['ls-'], '[A-Za-z0-9]{8}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{8,16}'),
  inside('maxmind-key', ['_mmk'], 36, '\\w', ''),
  fixed('mergify-key', ['mka_'], '[A-Za-z0-9_-]{60}'),
  fixed('midtrans-key', ['Mid-server-'], '[\\w-]{24}'),
  fixed('nightfall-key', ['NF-'], '[A-Za-z0-9]{32}'),
  fixed('paddle-key', ['pdl_live_apikey_', 'pdl_sdbx_apikey_'], '[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}'),
  fixed('persona-key', ['persona_production_', 'persona_sandbox_'], `${UUID}|[0-9a-f]{32,64}`),
  growing('pinterest-token', ['pina_'], '[A-Z0-9]{50}', WORD),
  growing('polar-token', ['polar_oat_', 'polar_pat_'], '[A-Za-z0-9]{40}', WORD),
  fixed('portainer-token', ['ptr_'], '(?=[A-Za-z/_+=-]{0,59}\\d)[A-Za-z0-9/_+=-]{43,60}'),
  fixed('rootly-token', ['rootly_'], '[0-9a-f]{64}'),
  growing('salad-key', ['salad_cloud_'], '[A-Za-z0-9]{1,7}_[A-Za-z0-9]{20}', WORD),
  fixed('samsara-token', ['samsara_api_'], '[A-Za-z0-9]{30}'),
  fixed('scrapfly-key', ['scp-live-', 'scp-test-'], '[a-z0-9]{32}'),
  fixed('segment-token', ['sgp_'], '[A-Za-z0-9]{64}'),
  fixed('teamwork-token', ['tkn.v1_'], '[A-Za-z0-9]{60,80}=?'),
  fixed('telnyx-key', ['KEY'], '[0-9A-F]{32}_[A-Za-z0-9]{22}', { before: NOT_IN_WORD }),
  growing('voiceflow-key', ['VF.DM.', 'VF.WS.'], '[0-9a-fA-F]{24}\\.[A-Za-z0-9]{16}', WORD),
  growing('volcengine-key', ['AKLT'], '[A-Za-z0-9_-]{40}', DASHED, NOT_IN_BASE64),
  fixed('wakatime-key', ['waka_', 'waka_sec_', 'waka_tok_'], `${UUID}|[A-Za-z0-9]{60,90}`),
  growing('asaas-token', ['$aact_'], '[A-Za-z0-9:_]{40}', /[A-Za-z0-9:_=]*/y),
  {
    rule: 'vendor-key', // name_live_..., name-pat-...
    severity: 'medium',
    anchors: ['live', 'test', 'prod', 'pat', 'sk', 'secret', 'api', 'apikey', 'key', 'token', 'sandbox'].flatMap(
      (word) => [`_${word}_`, `-${word}-`],
    ),
    before: 12,
    unit: /[a-z0-9_-]/, // of anchors too, which may be incomplete at the end of a stream
    head: new RegExp(`${ALONE}(?!pk[-_]|pub)[a-z][a-z0-9]{1,11}[-_][a-z]{2,7}[-_]([A-Za-z0-9]{24,120})(?![\\w-])`),
    accept: (value) => (value.match(/\d/g)?.length ?? 0) >= 3 && looksRandom(value),
  },
];
