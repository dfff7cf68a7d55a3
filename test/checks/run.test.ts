import { runChecks, type Check, type ChecksOptions } from '../../lib/checks';
import { finding } from '../../lib/checks/check';
import { KIND } from '../../lib/effective';
import { meshOf } from './spec';

const noName: Check = {
  code: 'TEAM1', title: 'a service has a team', severity: 'warning', equals: ['IST0101', 'KIA1101'],
  *run({ world }) { for (const o of world.objects.of(KIND.service)) if (!o.manifest.metadata.labels?.team) yield finding(o, 'metadata', `${o.manifest.metadata.name} has no team`); },
};
const opinion: Check = { code: 'TEAM2', title: 'there are no services', profile: 'strict', *run({ world, options }) { if (options.never !== true) yield { message: `there are ${world.hosts.length} services` }; } };
const broken: Check = { code: 'TEAM3', title: 'it works', run() { throw new Error('oh'); } };

const service = (name: string, annotations = '') => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop${annotations === '' ? '' : `\n  annotations: { ${annotations} }`}
spec: { ports: [{ port: 80 }] }
---
`;
const run = (yaml: string, options: Partial<ChecksOptions> = {}) => runChecks({ mesh: meshOf(yaml) }, { checks: [noName, opinion], ...options });
const told = (r: ReturnType<typeof run>) => r.diagnostics.map((d) => `${d.severity} ${d.code} ${d.message}`);

test('findings have the severity, the code and the equals of their check; opinions are off', () => {
  const { diagnostics } = run(service('web'));
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({ code: 'TEAM1', severity: 'warning', equals: ['IST0101', 'KIA1101'], object: { kind: 'Service', namespace: 'shop', name: 'web' } });
});

test('the strict profile, or a severity of its own, switches an opinion on; off switches a check off; options reach it', () => {
  expect(told(run(service('web'), { profile: 'strict' }))).toEqual(['error TEAM2 there are 1 services', 'warning TEAM1 web has no team']);
  expect(told(run(service('web'), { severity: { TEAM1: 'off', TEAM2: 'info' } }))).toEqual(['info TEAM2 there are 1 services']);
  expect(told(run(service('web'), { profile: 'strict', severity: { TEAM1: 'off' }, options: { TEAM2: { never: true } } }))).toEqual([]);
});

test('a check that fails is a finding, and the others run', () => {
  expect(told(run(service('web'), { checks: [broken, noName] }))).toEqual(['error MESH2903 check TEAM3 (it works) failed: oh', 'warning TEAM1 web has no team']);
});

describe('accepted findings', () => {
  test('by annotation, with a reason', () => {
    const result = run(service('web', '"mesh.cdk8s.io/ignore": "TEAM1: it belongs to nobody"') + service('db'));
    expect(told(result)).toEqual(['warning TEAM1 db has no team']);
    expect(result.suppressed).toMatchObject([{ diagnostic: { object: { name: 'web' } }, reason: 'it belongs to nobody', by: 'annotation' }]);
  });
  test('without a reason it is no acceptance, but an error', () => {
    expect(told(run(service('web', '"mesh.cdk8s.io/ignore": "TEAM1"')))).toEqual(["error MESH2901 'TEAM1' in mesh.cdk8s.io/ignore has no reason", 'warning TEAM1 web has no team']);
  });
  test('what accepts nothing is told; not so where its check did not run', () => {
    expect(told(run(service('web', '"mesh.cdk8s.io/ignore": "TEAM1: so; TEAM2: opinions; TEAM9: elsewhere; MESH2999: none"'), { checks: [noName, opinion, { ...noName, code: 'MESH2998' }] })))
      .toEqual(['warning MESH2998 web has no team', 'info MESH2902 mesh.cdk8s.io/ignore accepts MESH2999, which no check has']);
    expect(told(run(service('web', '"mesh.cdk8s.io/ignore": "TEAM1: so; MESH2999: none"')))).toEqual([]);
    expect(told(run(service('web'), { ignore: [{ code: 'TEAM1', object: 'Service shop/web', reason: 'so' }, { code: 'TEAM1', object: 'Service shop/db', reason: 'so' }] })))
      .toEqual(['info MESH2902 the configuration accepts TEAM1 of Service shop/db, which is not found there']);
  });
  test('by configuration, for one object or for all', () => {
    const two = service('web') + service('db');
    expect(told(run(two, { ignore: [{ code: 'TEAM1', object: 'Service shop/web', reason: 'so' }] }))).toEqual(['warning TEAM1 db has no team']);
    expect(run(two, { ignore: [{ code: 'TEAM1', reason: 'so' }] }).suppressed.map((s) => s.by)).toEqual(['configuration', 'configuration']);
  });
  test.each([
    ['"galley.istio.io/analyze-suppress": IST0101', 1], ['"galley.istio.io/analyze-suppress": "IST0112,IST0101"', 1], ['"galley.istio.io/analyze-suppress": "*"', 1], ['"galley.istio.io/analyze-suppress": IST0112', 0],
    ['"kiali.io/ignore-validations": KIA1101', 1], ['"kiali.io/ignore-validations": ""', 1], ['"kiali.io/ignore-validations": KIA1102', 0],
  ] as const)('annotations of other tools, by the codes that a finding equals: %s', (annotation, n) => {
    expect(run(service('web', annotation)).suppressed).toHaveLength(n);
  });
  test.each([['IST0130', 0], ['"IST0130,IST0131"', 1]] as const)('a finding that says more than what is accepted stays: %s', (codes, n) => {
    expect(run(service('web', `"galley.istio.io/analyze-suppress": ${codes}`), { checks: [{ ...noName, equals: ['IST0130', 'IST0131', 'KIA1101'] }] }).suppressed).toHaveLength(n);
  });
});

test('nothing of the input is read before a check asks for it', () => {
  const lazy = { get mesh(): never { throw new Error('was read'); } };
  expect(runChecks(lazy, { checks: [] }).diagnostics).toEqual([]);
});
