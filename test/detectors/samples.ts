/** Strings that look like secrets are put together here, so that no file holds one in plain form. None of them was ever valid. */
const letters = 'aB3dE6gH1jK4mN7pQ0sT2vW5yZ8bC9fR';

/** Mixed letters and digits of any length: the same for the same length. */
export const random = (length: number): string => letters.repeat(Math.ceil(length / letters.length)).slice(0, length);
export const hex = (length: number): string =>
  '0f1e2d3c4b5a69788796a5b4c3d2e1f0'.repeat(Math.ceil(length / 32)).slice(0, length);
const base32 = 'Q7RZ2KXW5MTJ4NPV';

const dashes = '-'.repeat(5);
/** A private key in armour, with so many lines of 64. */
export const privateKey = (lines = 3, kind = 'RSA ', newline = '\n'): string =>
  [
    `${dashes}BEGIN ${kind}PRIVATE KEY${dashes}`,
    ...Array.from({ length: lines }, () => random(64)),
    `${dashes}END ${kind}PRIVATE KEY${dashes}`,
  ].join(newline);

export const jwt = (): string => [`eyJ${random(33)}`, `eyJ${random(60)}`, random(43)].join('.');

/** One of each rule: the rule's name, text before, the secret, text after. */
export const samples: readonly (readonly [rule: string, before: string, secret: string, after: string])[] = [
  ['github-token', 'token ', `gh${'p_'}${random(36)}`, ' end'],
  ['github-token', 'token ', `github_${'pat_'}${random(22)}_${random(59)}`, ' end'],
  ['gitlab-token', 'pat=', `gl${'pat-'}${random(20)}`, ';'],
  ['gitlab-token', '', `GR${'1348941'}${random(20)}`, ''],
  ['slack-token', '"', `xox${'b-'}123456789012-123456789012-${random(24)}`, '"'],
  ['slack-token', '', `xap${'p-'}1-A${random(10).toUpperCase()}-${'1'.repeat(12)}-${hex(64)}`, ''],
  [
    'slack-webhook',
    'https://hooks.slack.com/services/',
    `T${random(8).toUpperCase()}/B${random(8).toUpperCase()}/${random(24)}`,
    ' end',
  ],
  ['stripe-key', '', `sk_${'live_'}${random(24)}`, ''],
  ['anthropic-key', '', `sk-${'ant-'}api03-${random(93)}AA`, ''],
  ['openai-key', '', `sk-${'proj-'}${random(48)}`, ''],
  ['openai-key', '', `sk-${random(20)}T3Blbk${'FJ'}${random(20)}`, ''],
  ['openrouter-key', '', `sk-or${'-v1-'}${hex(64)}`, ''],
  ['secret-key', '', `sk-${random(48)}`, ''],
  ['aws-access-key-id', ' ', `AK${'IA'}${base32}`, ' '],
  ['aws-bedrock-key', '', `ABSK${'QmVk'}${random(120)}`, ''],
  ['google-api-key', 'key=', `AI${'za'}${random(35)}`, '&q'],
  ['google-oauth-secret', '', `GOC${'SPX-'}${random(28)}`, ''],
  ['google-oauth-token', '', `ya${'29.'}${random(60)}`, ''],
  ['npm-token', '_authToken=', `np${'m_'}${random(36)}`, '\n'],
  ['pypi-token', '', `py${'pi-'}AgEIcHlwaS5vcmc${random(90)}`, ''],
  ['rubygems-token', '', `ruby${'gems_'}${hex(48)}`, ''],
  ['sendgrid-key', '', `S${'G.'}${random(22)}.${random(43)}`, ''],
  ['twilio-key', '', `S${'K'}${hex(32)}`, ''],
  ['telegram-bot-token', 'bot ', `123456789:${'AA'}${random(33)}`, ' '],
  ['discord-bot-token', '', `MT${random(22)}.${random(6)}.${random(38)}`, ''],
  ['discord-webhook', 'https://discord.com/api/webhooks/123456789012345678/', random(68), ''],
  ['azure-client-secret', ' ', `abc8${'Q~'}${random(34)}`, ' '],
  ['azure-account-key', 'AccountName=a;AccountKey=', `${random(86)}==`, ';End'],
  ['azure-access-key', 'SharedAccessKey=', `${random(43)}=`, ';'],
  ['signed-url', 'https://h.example/x?sv=1&sig=', `${random(43)}%3D`, '&se=2'],
  ['huggingface-token', '', `h${'f_'}${random(34)}`, ''],
  ['digitalocean-token', '', `dop${'_v1_'}${hex(64)}`, ''],
  ['shopify-token', '', `shp${'at_'}${hex(32)}`, ''],
  ['databricks-token', '', `da${'pi'}${hex(32)}`, ''],
  ['doppler-token', '', `dp.${'pt.'}${random(43)}`, ''],
  ['linear-key', '', `lin${'_api_'}${random(40)}`, ''],
  ['notion-token', '', `nt${'n_'}12345678901${random(35)}`, ''],
  ['postman-key', '', `PM${'AK-'}${hex(24)}-${hex(34)}`, ''],
  ['grafana-token', '', `gl${'sa_'}${random(32)}_${hex(8)}`, ''],
  ['vault-token', '', `hv${'s.'}${random(90)}`, ''],
  ['terraform-token', '', `${random(14)}.atlas${'v1.'}${random(64)}`, ''],
  ['tailscale-key', '', `ts${'key-'}auth-${random(12)}-${random(24)}`, ''],
  ['docker-token', '', `dckr${'_pat_'}${random(27)}`, ''],
  ['figma-token', '', `fi${'gd_'}${random(40)}`, ''],
  ['supabase-token', '', `sb${'p_'}${hex(40)}`, ''],
  ['age-key', '', `AGE-SECRET${'-KEY-1'}${base32.repeat(4).slice(0, 58)}`, ''],
  ['square-token', '', `sq0${'atp-'}${random(22)}`, ''],
  ['new-relic-key', '', `NR${'AK-'}${random(27).toUpperCase()}`, ''],
  ['sentry-token', '', `snt${'rys_'}eyJ${random(80)}`, ''],
  ['groq-key', '', `gs${'k_'}${random(52)}`, ''],
  ['jwt', 'session ', jwt(), ' end'],
  ['private-key', 'file:\n', privateKey(), '\nend'],
  ['url-credentials', 'postgres://app:', 's3cr3t-Pa55', '@db.example:5432/x'],
  ['bearer-token', 'Bearer ', random(40), ' end'],
  ['authorization-header', 'Authorization: Basic ', `${random(30)}==`, '\r\n'],
  ['generic-secret', 'clientSecret: "', random(32), '"'],
  ['generic-secret', 'API_KEY=', random(40), '\n'],
  ['password', 'password = "', 'hunter2!horse', '"'],
  ['password', 'DB_PASSWORD=', 'hunter2!horse', '\n'],
];

export const personal: readonly (readonly [rule: string, before: string, value: string, after: string])[] = [
  ['email', 'write to ', 'jane.doe+news@mail.example.co.uk', '.'],
  ['card-number', 'card ', '4111 1111 1111 1111', ', thanks'],
  ['card-number', '', '378282246310005', ''],
  ['card-number', 'no ', '5555-5555-5555-4444', ' 12/27'],
  ['iban', 'to ', 'DE89 3704 0044 0532 0130 00', ' now'],
  ['iban', '', 'GB82WEST12345698765432', '.'],
  ['us-ssn', 'ssn ', '078-05-1120', '.'],
  ['phone-number', 'call ', '+44 20 7946 0958', ' now'],
  ['phone-number', 'call ', '(212) 555-0147', ' now'],
  ['ip-address', 'from ', '8.8.4.4', ' at'],
];
