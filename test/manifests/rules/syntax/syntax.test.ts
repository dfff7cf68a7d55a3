import { isAddress, isCidr } from '../../../../lib/manifests/rules/syntax/address';
import { byteLength } from '../../../../lib/manifests/rules/syntax/bytes';
import { nanoseconds } from '../../../../lib/manifests/rules/syntax/duration';
import { hostCovers, hostProblem, hostsOverlap, wildcardHostProblem } from '../../../../lib/manifests/rules/syntax/host';
import { localityOverlap } from '../../../../lib/manifests/rules/syntax/locality';
import { memo } from '../../../../lib/manifests/rules/syntax/memo';
import { protocolOf } from '../../../../lib/manifests/rules/syntax/protocol';
import { regexProblem } from '../../../../lib/manifests/rules/syntax/regex';
import { urlScheme } from '../../../../lib/manifests/rules/syntax/url';

const split = (words: string): readonly string[] => words.split(' ');
const wrong = (check: (value: string) => unknown, values: readonly string[]): readonly string[] => values.filter((value) => check(value) !== undefined);

describe('hosts', () => {
  const plain = split('a a.b web.shop.svc.cluster.local a.b. A1-b.c 1a.b a.1b');
  const wildcards = split('* *.a *-a.b *a.b');
  const bad = [...split('. a..b -a a- a_b a.b- 123 a.123 a.*.b a.* ** *- .a'), '', 'a b', 'x'.repeat(64), 'y.'.repeat(128), 'é.b'];
  it('are well', () => {
    expect(wrong(hostProblem, plain)).toEqual([]);
    expect(wrong(wildcardHostProblem, [...plain, ...wildcards])).toEqual([]);
  });
  it('are not', () => {
    expect(wrong(hostProblem, [...bad, ...wildcards])).toEqual([...bad, ...wildcards]);
    expect(wrong(wildcardHostProblem, bad)).toEqual(bad.filter((host) => host !== '123')); // the first label is not looked at as the last
  });
  it.each([
    ['a.b', 'a.b', true, true], ['a.b', 'a.c', false, false], ['*.b', 'a.b', true, true], ['a.b', '*.b', true, false], ['*.a.b', '*.b', true, false], ['*.b', '*.a.b', true, true],
    ['*', 'x', true, true], ['*.a.b', 'a.b', false, false], ['*.b', '*.c', false, false], ['*', '*', true, true],
  ])('%s and %s: overlap %s, cover %s', (a, b, overlap, cover) => {
    expect(hostsOverlap(a, b)).toBe(overlap);
    expect(hostsOverlap(b, a)).toBe(overlap);
    expect(hostCovers(a, b)).toBe(cover);
  });
});

describe('addresses', () => {
  const good = split('0.0.0.0 255.255.255.255 :: ::1 1:: 1:2:3:4:5:6:7:8 ::ffff:1.2.3.4 fe80::1%eth0 1::8 1:2:3:4:5:6:1.2.3.4');
  const bad = [...split('1.2.3 1.2.3.4.5 256.1.1.1 01.1.1.1 1.2.3.4%x ::: 1::2::3 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 :1 1: 12345:: g:: ::1% 1::2:3:4:5:6:7:8 ::1.2.3 1.2.3.4:80 [::1] a'), ''];
  it('are told from what is none', () => {
    expect(good.filter((address) => !isAddress(address))).toEqual([]);
    expect(bad.filter(isAddress)).toEqual([]);
  });
  it('have ranges', () => {
    expect(split('10.0.0.0/8 1.2.3.4/32 0.0.0.0/0 ::/0 ::1/128').every(isCidr)).toBe(true);
    expect(split('10.0.0.0 10.0.0.0/33 10.0.0.0/08 10.0.0.0/ ::/129 fe80::1%a/64 1.2.3/8 10.0.0.0/+8').some(isCidr)).toBe(false);
  });
});

describe('durations', () => {
  it.each([['1s', 1_000_000_000n], ['1h30m', 5_400_000_000_000n], ['1.5ms', 1_500_000n], ['.5s', 500_000_000n], ['1.s', 1_000_000_000n], ['-1us', -1_000n], ['0', 0n], ['2562047h', 9_223_369_200_000_000_000n]])('%s', (value, expected) => {
    expect(nanoseconds(value)).toBe(expected);
  });
  it.each(['', '1', 's', '.s', '1d', '1 s', '1s ', '--1s', '2562048h', '1e3s'])('%j is none', (value) => {
    expect(nanoseconds(value)).toBeUndefined();
  });
});

describe('regular expressions', () => {
  it('are RE2', () => {
    expect(wrong(regexProblem, ['a.*', '(?i)a', '(?P<n>a)', '\\d+', '\\pL', 'a{1000}', 'x'.repeat(1024)])).toEqual([]);
    expect(['(', '(?=a)', '\\1', 'a{1001}', 'a**', 'é'.repeat(513)].filter((regex) => regexProblem(regex) === undefined)).toEqual([]);
  });
});

describe('the rest', () => {
  it('memo asks once, and forgets all when it is full', () => {
    const asked: string[] = [];
    const check = memo((value) => { asked.push(value); return value === 'b' ? value : undefined; }, 2);
    expect(['a', 'a', 'b', 'b', 'c', 'a'].map(check)).toEqual([undefined, undefined, 'b', 'b', undefined, undefined]);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });
  it('bytes are counted, not characters', () => expect([byteLength('abc'), byteLength('é€😀')]).toEqual([3, 9]));
  it('protocols are known whatever their case', () => {
    expect([protocolOf('Http').http, protocolOf('gRPC-Web').http, protocolOf('TLS').tls, protocolOf('mongo').tcp, protocolOf('UDP').tcp, protocolOf('x').name]).toEqual([true, true, true, true, false, '']);
  });
  it('URL schemes', () => expect(split('HTTP://a oci:b /c a.b 1a://c').map(urlScheme)).toEqual(['http', 'oci', '', '', '']));
  it('localities overlap where Istio says so', () => {
    expect(localityOverlap(['us/a', 'us/*'], true)).toBeUndefined();
    expect(localityOverlap(['us/a', 'us/*'], false)).toBeDefined();
    expect(localityOverlap(['*', 'eu'], true)).toEqual(['eu', '*']);
    expect(localityOverlap(['us/a/1', 'us/a/2', 'us/b', 'eu'], true)).toBeUndefined();
  });
});
