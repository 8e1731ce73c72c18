/**
 * Words that say what a number is, by topic. A word may stand for several topics. Compared in lower case, whole; see `STEMS` for
 * beginnings. Topics that are names of rules belong to these rules.
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

/** First units of the beginnings, so that most words need no expression. */
const STEM_START: ReadonlySet<number> = new Set([...'pthmcw'].map((letter) => letter.charCodeAt(0)));

export type Topics = readonly string[];

const topics = new Map<string, Topics>();
for (const [topic, words] of Object.entries(WORDS)) {
  for (const word of words.split(' ')) topics.set(word, [...(topics.get(word) ?? []), topic]);
}
const PHONE = ['phone-number'];
const NO_TOPICS: Topics = [];

/** What a word says about the number behind it. */
export function topicsOf(word: string): Topics {
  const lower = word.toLowerCase();
  const known = topics.get(lower);
  if (known !== undefined) return known;
  return lower.length > 1 &&
    (STEM_START.has(lower.charCodeAt(0)) || lower.endsWith('phone') || lower.charCodeAt(0) > 0x3ff) &&
    PHONE_STEM.test(lower)
    ? PHONE
    : NO_TOPICS;
}
