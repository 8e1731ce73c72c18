import { describe, expect, it } from 'vitest';
import type { RegularPattern } from '../../../src/detectors/pattern.ts';
import { announcedRules } from '../../../src/detectors/secrets/announced-rules.ts';
import { commandRules } from '../../../src/detectors/secrets/command-rules.ts';
import { structureOf } from '../../../src/detectors/secrets/expression-structure.ts';
import { secretPatterns, secretRules } from '../../../src/detectors/secrets/secret-rules.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { serviceKey } from '../../../src/detectors/secrets/service-rules.ts';
import { tokenRules } from '../../../src/detectors/secrets/token-rules.ts';
import { moreSamples } from '../more-samples.ts';
import { hex, samples } from '../samples.ts';

const rules: readonly RegularPattern[] = [...tokenRules(), ...commandRules(), ...announcedRules(), serviceKey()];
const detector = secrets();

describe('each secret rule', () => {
  it.each(rules.map((rule) => [`${rule.rule} at ${rule.anchors[0]}`, rule] as const))(
    'has bounded expressions that do not nest: %s',
    (_, { head, extent, tail, reach = 256, before = 0 }) => {
      const { longest, danger } = structureOf(head.source);
      expect(danger).toBeUndefined();
      // Text up to the reach decides: a head that could be longer would be missed in a stream.
      expect(longest - before).toBeLessThanOrEqual(typeof reach === 'function' ? reach() : reach);
      if (extent !== undefined) expect(structureOf(extent.source).danger).toBeUndefined();
      if (tail !== undefined) expect(tail.source).toMatch(/^(?:\[[^\]]+\]|\\w)\*$/);
    },
  );

  it.each(moreSamples)('finds %s after "%s"', (rule, before, secret, after) => {
    const text = before + secret + after;
    const places = detector
      .scan(text)
      .findings.filter((finding) => finding.rule === rule)
      .map(({ start, end }) => text.slice(start, end));
    expect(places).toContain(secret);
  });

  it('has a sample', () => {
    const sampled = new Set([...samples, ...moreSamples].map(([rule]) => rule));
    expect(secretRules().filter((rule) => !sampled.has(rule) && rule !== 'crewguard-api-key')).toEqual([]);
  });

  it('ends its blocks in one way under one name', () => {
    const tails = new Map<string, Set<string>>();
    for (const { rule, tail } of rules)
      if (tail !== undefined) tails.set(rule, (tails.get(rule) ?? new Set()).add(tail.source));
    expect([...tails].filter(([, sources]) => sources.size > 1)).toEqual([]);
  });

  it('keeps little of a stream back while nothing was seen', () => {
    for (const pattern of secretPatterns())
      if (pattern.lead === undefined) expect(pattern.before + (pattern.anchors[0]?.length ?? 0)).toBeLessThan(40);
  });

  const firsts = secretPatterns().flatMap(({ rule, anchors: [anchor = ''] }) => [
    [rule, [anchor, `${anchor}="`, `${anchor} `, `${anchor}: "aB3dE6gH1jK4mN7p.`]] as const,
  ]);
  const others: readonly (readonly [string, readonly string[]])[] = [
    ['heads without an end', [`${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)}\n${'A'.repeat(20)}`]],
    ['token starts', ['eyJaaaaaaaaaa.eyJ', `${hex(32)}-us`]],
    ['invisible units', ['a\u200b']],
    ['words in base64', ['cGFzc', 'cGFzc3dvcmQ9', Buffer.from('password = ').toString('base64')]],
    ['words in escapes', ['%67%68', '&#112;&#97;', '\\u0070\\u0061', '70617373']],
  ];
  it.each([...firsts, ...others])('stands a flood of its own beginnings: %s', { timeout: 120_000 }, (_, floods) => {
    for (const flood of floods) {
      const text = flood.repeat(Math.ceil(60_000 / flood.length));
      const started = process.cpuUsage().user;
      detector.scan(text);
      // Linear work takes a tenth of a second at most. Work that grows with the square of the length would take many seconds.
      expect(process.cpuUsage().user - started).toBeLessThan(2_000_000);
    }
  });
});
