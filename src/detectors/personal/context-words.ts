import { once } from '../../once.ts';

/**
 * Words that say what a number is, by topic. A word may stand for several topics. Compared in lower case, whole; see `PHONE_STEM`
 * for beginnings. Topics that are names of rules belong to these rules.
 */
const WORDS: Readonly<Record<string, string>> = {
  'phone-number':
    'tel tél tlf tlfn tfno tfn ph telp telpon mob cell cel gsm hp fax telefax faks faxe sms dial dialing dialling mobile mobiles mobil mobiel móvil movil móviles celular celulares cellulare cellular cep portable handy handys rufnummer rufen anrufen anruf appeler appelez joindre llamar llama llame llámame ligar ligue chiamare chiama chiamami whatsapp telegram viber hotline helpline landline switchboard voicemail pager rappeler fijo fixe puh puhelin puhelinnumero soita kännykkä matkapuhelin numer komórka komórkowy zadzwoń dzwonić zadzwonić volejte zavolejte gsmnr bellen ringa ringe tlfnr sdt sđt điện thoại nomor telepon тел моб телефон телефону мобильный звоните позвоните звонок факс вайбер ватсап τηλ τηλέφωνο κινητό φαξ هاتف جوال تليفون محمول موبايل اتصل تلفن טלפון נייד פקס फोन मोबाइल फ़ोन โทร โทรศัพท์',
  call: 'text texted texting call calls called calling caller callback ring dialed dialled reach reached answering answer answered messages signal desk contact contactar kontakt bel ruf',
  'not-phone':
    'order orders ordered invoice invoices rechnung ticket tickets tracking shipment parcel isbn issn ean upc gtin sku serial part model case build version versions revision release commit timestamp epoch unix transaction txn account acct konto iban routing swift bic policy claim confirmation booking reservation reference ref refs id ids uuid hash pid port error code codes status amount total price cost usd eur gbp population latitude longitude lat lng lon coordinates patent doi pmid arxiv bytes size date dates dated year years bestellung auftrag factura facture commande pedido zip postcode postal plz ssn passport licence license vat tax nhs card cards pin',
  'card-number':
    'card cards cc pan credit debit visa mastercard maestro amex discover diners jcb unionpay mir troy karte kreditkarte kreditkartennummer carte bancaire tarjeta cartão cartao carta kaart kort karta kartenummer kortnummer карта карты',
  'us-ssn': 'ssn ssns social socials ssa taxpayer',
  'us-itin': 'itin taxpayer ssn',
  'ip-address': 'ip ips ipv4 address addresses addr host hosts server client gateway subnet dns router from remote',
  'not-ip':
    'version versions ver v release released build firmware section sections chapter clause sdk driver assembly revision rev productversion fileversion assemblyversion paragraph upgrade upgraded oid',
  'ca-sin': 'sin nas',
  'uk-nhs-number': 'nhs',
  'uk-nino': 'nino insurance ni',
  'fr-nir': 'nir insee sécu sécurité',
  'pl-pesel': 'pesel',
  'nl-bsn': 'bsn burgerservicenummer sofinummer sofi',
  'se-personal-number': 'personnummer pnr personnr samordningsnummer swedish',
  'dk-cpr': 'cpr',
  'no-birth-number': 'fødselsnummer fnr personnummer',
  'fi-personal-code': 'henkilötunnus hetu finnish',
  'in-aadhaar': 'aadhaar aadhar uidai uid आधार',
  'in-pan': 'pan',
  'au-abn': 'abn',
  'au-tfn': 'tfn',
  'au-medicare': 'medicare',
  'br-cpf': 'cpf',
  'br-cnpj': 'cnpj',
  'kr-rrn': 'rrn korean 주민등록번호 주민번호 외국인등록번호',
  'tr-id': 'tc tckn kimlik turkish vatandaşlık',
  'za-id': 'rsa african sa resident refugee',
  'th-id': 'thai tnin ประชาชน',
  'ch-ahv': 'ahv avs',
  'be-national-number': 'rijksregisternummer rijksregister insz niss',
  'de-tax-id': 'steuer steueridentifikationsnummer steuernummer steuerid idnr idnummer identifikationsnummer tin',
  'es-dni': 'dni nie nif',
  'it-fiscal-code': 'fiscale',
  'sg-nric': 'nric fin',
  'mx-curp': 'curp',
  'cn-id': '身份证 身份证号 身份证号码',
  passport:
    'passport passports passnummer reisepass reisepassnummer passeport pasaporte passaporto passaporte paspoort paspoortnummer pasport passi паспорт паспорта 护照 护照号 여권 旅券',
  driver: 'driver drivers driving chauffeur',
  licence: 'licence license licences licenses lic permit',
  'driver-licence':
    'dl führerschein führerscheinnummer fuehrerschein permis rijbewijs rijbewijsnummer patente conducir körkort førerkort kørekort ajokortti jazdy cnh',
};

/** Beginnings, and ends, of words for telephones in the languages that join words: `Telefonnummer`, `userPhone`. */
const PHONE_STEM =
  /^(?:phone|telef|teléf|téléph|telep(?:h|on)|handyn|mobiln|mobilt|matkap|celul|cellul|whats|puheli|telefon|телеф|мобил)|phone$|電話|电话|手机|手機|携帯|联系|聯絡|전화|휴대|핸드폰|연락처/;

/** The first two units of the beginnings, so that most words need no expression. */
const STEM_STARTS: ReadonlySet<number> = new Set(
  ['ph', 'te', 'ha', 'mo', 'ma', 'ce', 'wh', 'pu'].map((two) => two.charCodeAt(0) * 32 + (two.charCodeAt(1) & 31)),
);

/** A topic by its number: where it stands in the list of topics. */
export type Topic = number;

const names = Object.keys(WORDS);

/** The number of a topic. */
export function topic(name: string): Topic {
  const number = names.indexOf(name);
  if (number === -1) throw new RangeError(`There is no topic ${name}.`);
  return number;
}

/** Topics as bits of two numbers: those below 31 in the first. */
export interface Topics {
  readonly low: number;
  readonly high: number;
}

export const NO_TOPICS: Topics = { low: 0, high: 0 };

export const hasTopic = ({ low, high }: Topics, wanted: Topic): boolean =>
  ((wanted < 31 ? low >> wanted : high >> (wanted - 31)) & 1) === 1;

export const topicsOfNames = (wanted: readonly string[]): Topics =>
  wanted
    .map(topic)
    .reduce(
      ({ low, high }, number) =>
        number < 31 ? { low: low | (1 << number), high } : { low, high: high | (1 << (number - 31)) },
      NO_TOPICS,
    );

const topicsByWord = once((): ReadonlyMap<string, Topics> => {
  const topics = new Map<string, Topics>();
  for (const [name, words] of Object.entries(WORDS)) {
    const more = topicsOfNames([name]);
    for (const word of words.split(' ')) {
      const { low, high } = topics.get(word) ?? NO_TOPICS;
      topics.set(word, { low: low | more.low, high: high | more.high });
    }
  }
  return topics;
});
const PHONE = topicsOfNames(['phone-number']);

/** Words by a hash of their units, so that most words of a text are told from these without being cut out of it. */
const TABLE_SIZE = 4096;

/** The same for both cases of a unit: letters of ASCII, or the block of 256 that a unit is from, which its other case is from too. */
const folded = (unit: number): number => (unit < 128 ? unit | 32 : 256 + (unit >> 8));
const hashed = (hash: number, unit: number): number => (Math.imul(hash, 31) + folded(unit)) | 0;
const slotOf = (hash: number): number => (hash ^ (hash >>> 12)) & (TABLE_SIZE - 1);

const tableOfWords = once((): readonly (readonly [word: string, topics: Topics] | undefined)[] => {
  const table: (readonly [word: string, topics: Topics] | undefined)[] = Array.from({ length: TABLE_SIZE });
  for (const entry of topicsByWord()) {
    let hash = 0;
    for (let at = 0; at < entry[0].length; at += 1) hash = hashed(hash, entry[0].charCodeAt(at));
    let slot = slotOf(hash);
    while (table[slot] !== undefined) slot = (slot + 1) % TABLE_SIZE;
    table[slot] = entry;
  }
  return table;
});

/** What the word between two offsets of a text says about the number behind it. */
export function topicsOf(text: string, start: number, end: number): Topics {
  const table = tableOfWords();
  let hash = 0;
  let isAscii = true;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 128) isAscii = false;
    hash = hashed(hash, unit);
  }
  for (let slot = slotOf(hash); ; slot = (slot + 1) % TABLE_SIZE) {
    const entry = table[slot];
    if (entry === undefined) break;
    if (isSame(text, start, end, entry[0])) return entry[1];
  }
  if (end - start < 2 || !mayHaveStem(text, start, end, isAscii)) return NO_TOPICS;
  const lower = text.slice(start, end).toLowerCase();
  return topicsByWord().get(lower) ?? (PHONE_STEM.test(lower) ? PHONE : NO_TOPICS);
}

function isSame(text: string, start: number, end: number, word: string): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at += 1) {
    const unit = text.charCodeAt(start + at);
    if (unit < 128 ? (unit | 32) === word.charCodeAt(at) : unit === word.charCodeAt(at)) continue;
    return unit >= 128 && text.slice(start, end).toLowerCase() === word;
  }
  return true;
}

function mayHaveStem(text: string, start: number, end: number, isAscii: boolean): boolean {
  const first = text.charCodeAt(start);
  if (first > 0x3ff) return true;
  if (end - start >= 5 && (text.charCodeAt(end - 1) | 32) === 101 && text.slice(end - 5, end).toLowerCase() === 'phone')
    return true;
  const second = text.charCodeAt(start + 1);
  if (isAscii) return end - start >= 5 && STEM_STARTS.has((first | 32) * 32 + (second & 31));
  return first < 128 && 'pthmcw'.includes(text.charAt(start).toLowerCase());
}
