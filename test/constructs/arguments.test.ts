import { Duration } from 'cdk8s';
import { CallError } from '../../lib';
import { dnsLabel, hostname, millis, percent, portNumber, serviceName, whole } from '../../lib/constructs/arguments';

test.each([
  [() => millis('shop/x', 'timeout', 3 as never), /timeout must be a Duration, not 3[\s\S]*Duration\.seconds/],
  [() => millis('shop/x', 'timeout', '3s' as never), /must be a Duration, not '3s'/],
  [() => millis('shop/x', 'timeout', Duration.millis(0)), /longer than nothing/],
  [() => whole('shop/x', 'weight', 1.5, 0), /weight must be a whole number of at least 0, not 1.5/],
  [() => whole('shop/x', 'weight', -1, 0, 100), /from 0 to 100, not -1/],
  [() => whole('shop/x', 'weight', '5' as never, 0), /not '5'/],
  [() => portNumber('shop/x', 'port', 0), /from 1 to 65535/],
  [() => portNumber('shop/x', 'port', 70000), /from 1 to 65535, not 70000/],
  [() => percent('shop/x', 'percent', 101), /0 to 100, not 101/],
  [() => percent('shop/x', 'percent', NaN), /not NaN/],
  [() => dnsLabel('shop/x', 'name', 'Web'), /lower-case/],
  [() => dnsLabel('shop/x', 'name', 'a'.repeat(64)), /63/],
  [() => serviceName('shop/x', 'name', '1web'), /start with a letter/],
  [() => hostname('shop/x', 'host', ''), /must not be empty/],
  [() => hostname('shop/x', 'host', 'https://a.b'), /host name[\s\S]*leave out scheme/],
  [() => hostname('shop/x', 'host', '*', false), /host name/],
])('%#: refuses with path, line and what was expected', (call, message) => {
  expect(call).toThrow(CallError);
  expect(call).toThrow(message);
  expect(call).toThrow(/^shop\/x at test\/constructs\/arguments\.test\.ts:\d+: /);
});

test('takes what is right', () => {
  expect(millis(undefined, 't', Duration.seconds(1.5))).toBe(1500);
  expect(percent(undefined, 'p', 0.5)).toBe(0.5);
  expect(hostname(undefined, 'h', '*.Example.com')).toBe('*.example.com');
});
