import { NOT_IN_BASE64, NOT_IN_WORD } from '../boundary.ts';
import type { RegularPattern } from '../pattern.ts';
import { ALONE, around, BASE64, DASHED, fixed, growing, WORD } from './token-shape.ts';

const NO_WORD = '(?!\\w)';

/** Keys of where code is kept, built, published and run. */
export const codeTokens = (): readonly RegularPattern[] => [
  growing('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], '[A-Za-z0-9]{36}', WORD),
  growing('github-token', ['github_pat_'], '\\w{36}', WORD),
  growing('github-installation-token', ['ghs_'], '\\d{1,12}_eyJ[\\w-]{10,600}\\.eyJ[\\w-]{10}', /[\w.-]*/y),
  fixed('gitlab-token', ['glpat-', 'gldt-', 'glft-', 'glsoat-', 'glrt-', 'GR1348941'], '[\\w-]{20,50}', {
    behind: NO_WORD,
  }),
  {
    ...fixed(
      'gitlab-token',
      ['glpat-', 'glrt-', 'glrtr-', 'gldt-'],
      '[\\w-]{27,200}\\.[0-9a-z]{2}(?:\\.?[0-9a-z]{7,9})',
    ),
    run: { units: /[\w-]*/y, rest: /\.[0-9a-z]{2}/y, most: 206 },
  },
  fixed('gitlab-token', ['glcbt-'], '[\\w-]{20,60}', { behind: NO_WORD }),
  fixed('gitlab-token', ['glffct-'], '[\\w-]{20,50}', { behind: NO_WORD }),
  fixed('gitlab-token', ['glimt-'], '[\\w-]{25}', { behind: NO_WORD }),
  fixed('gitlab-token', ['glptt-'], '[\\w-]{40}', { behind: NO_WORD }),
  growing('gitlab-token', ['glagent-'], '[\\w-]{50}', DASHED),
  fixed('gitlab-token', ['gloas-'], '[\\w-]{64}', { behind: NO_WORD }),
  growing('gitlab-token', ['_gitlab_session='], '[\\w-]{20}', DASHED),
  growing('atlassian-token', ['ATATT3', 'ATCTT3'], '[\\w-]{24}', BASE64),
  growing('atlassian-token', ['ATBB', 'ATOA'], '[A-Za-z0-9_-]{24}', BASE64, NOT_IN_BASE64),
  fixed('atlassian-token', ['BBDC-'], '[A-Za-z0-9+/@_-]{40,50}'),
  fixed('npm-token', ['npm_'], '[A-Za-z0-9]{36}'),
  growing('pypi-token', ['pypi-AgEI', 'pypi-AgEN'], '[\\w-]{86}', DASHED),
  fixed('rubygems-token', ['rubygems_'], '[0-9a-f]{48}'),
  fixed('clojars-token', ['CLOJARS_'], '[A-Za-z0-9]{60}'),
  fixed('cratesio-token', ['cio'], '[A-Za-z0-9]{32}', { before: NOT_IN_BASE64, behind: '(?![A-Za-z0-9+/=])' }),
  fixed('nuget-key', ['oy2'], '[a-z0-9]{43}', { before: NOT_IN_BASE64, behind: '(?![A-Za-z0-9+/=])' }),
  growing('docker-token', ['dckr_pat_', 'dckr_oat_'], '[\\w-]{24}', DASHED),
  growing('artifactory-key', ['AKCp'], '[A-Za-z0-9]{69}', WORD, NOT_IN_BASE64),
  fixed('artifactory-key', ['cmVmd'], '[A-Za-z0-9]{59}', { before: NOT_IN_BASE64, behind: '(?![A-Za-z0-9+/=])' }),
  fixed('sourcegraph-token', ['sgp_', 'slk_'], '(?:(?:[0-9a-fA-F]{16}|local)_)?[0-9a-fA-F]{40}|[0-9a-f]{64}'),
  fixed('pulumi-token', ['pul-'], '[0-9a-f]{40}'),
  fixed('octopus-key', ['API-'], '[A-Z0-9]{25,29}', { before: NOT_IN_WORD }),
  fixed('harness-token', ['pat.', 'sat.'], '[\\w-]{22}\\.[0-9a-zA-Z]{24}\\.[A-Za-z0-9]{20}'),
  fixed('scalingo-token', ['tk-us-'], '[\\w-]{48}'),
  fixed('sonar-token', ['squ_', 'sqp_', 'sqa_'], '[0-9a-f]{40}'),
  fixed('circleci-token', ['CCIPAT_', 'CCIPRJ_'], '[A-Za-z0-9]{22}_[0-9a-f]{40}'),
  fixed('buildkite-token', ['bkua_', 'bkpt_', 'bkaj_', 'bkct_'], '[\\w-]{32,128}'),
  fixed('infracost-key', ['ico-'], '[A-Za-z0-9]{32}', { before: `${NOT_IN_WORD}(?<![.-])` }),
  fixed('prefect-key', ['pnu_', 'pnb_'], '[A-Za-z0-9]{36}'),
  fixed('settlemint-token', ['sm_pat_', 'sm_aat_', 'sm_sat_'], '[A-Za-z0-9]{16}'),
  growing('doppler-token', ['dp.pt.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'], '[A-Za-z0-9]{40}', WORD),
  fixed('doppler-token', ['dp.st.'], '(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}'),
  fixed('openshift-token', ['sha256~'], '[\\w-]{43}', { behind: '(?![\\w-])' }),
  fixed('vercel-token', ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'], '[A-Za-z0-9]{24,60}'),
  growing('fly-token', ['fo1_'], '[\\w-]{43}', /[\w+/=.-]*/y),
  growing('fly-token', ['fm1a_', 'fm1r_', 'fm2_'], '[A-Za-z0-9+/]{80}', /[\w+/=.-]*/y),
  fixed('netlify-token', ['nfp_', 'nfc_', 'nfu_', 'nfo_'], '[A-Za-z0-9]{36}'),
  fixed('snyk-token', ['snyk_uat.', 'snyk_sat.'], '[\\w.-]{30,200}'),
  around('terraform-token', ['.atlasv1.'], 14, `${ALONE}[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}`),
];
