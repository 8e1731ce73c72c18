/**
 * Pieces that cost a detector much when a text is made of nothing else: keywords, half keys, keywords in other forms, and names
 * with values. None is a key.
 */
export const floods: readonly string[] = [
  'eyJ-',
  'key=',
  'glpat-',
  'IGQV-',
  'ops_eyJ',
  'AccountKey=0',
  'AGE-SECRET-KEY-1=',
  'PAGERDUTY://',
  'secret_key"+"',
  'gsk%5f',
  '414b4370',
  'kYXBp',
  'FBQU',
  'api_key = "aA0bB1cC2dD3',
  '://a:',
  'login a password ',
  '-----BEGIN ',
  'kind: Secret\n',
  'a@',
  'a.b@c.',
  '4111 1111 ',
  '+49 30 ',
  '192.168.',
  'DE89 3704 ',
  '2001:db8:',
  '1/2/',
];
