import { checks } from '../../lib/checks';

/** Codes of istioctl's analysis that manifests decide. */
const IST = [
  '0002', '0101', '0102', '0106', '0107', '0108', '0109', '0110', '0111', '0112', '0116', '0118', '0123', '0125', '0127', '0128', '0129', '0130', '0131', '0132', '0133', '0134', '0135', '0136', '0137', '0138', '0139', '0140', '0144', '0145',
  '0146', '0147', '0148', '0149', '0150', '0151', '0152', '0153', '0154', '0155', '0157', '0159', '0160', '0161', '0162', '0163', '0164', '0165', '0166', '0167', '0170', '0173', '0174', '0175', '0176', '0177',
].map((n) => `IST${n}`);
/** Codes of Kiali. */
const KIA = [
  '0002', '0003', '0004', '0005', '0101', '0102', '0104', '0105', '0106', '0107', '0108', '0109', '0110', '0201', '0202', '0203', '0204', '0205', '0206', '0207', '0208', '0209', '0210', '0211', '0212', '0301', '0302', '0401', '0501', '0505', '0506',
  '0601', '0602', '0701', '1004', '1006', '1007', '1101', '1102', '1104', '1105', '1106', '1107', '1108', '1109', '1110', '1111', '1112', '1113', '1114', '1115', '1116', '1117', '1211', '1212', '1301', '1311', '1312', '1313', '1314', '1315', '1316', '1317',
  '1401', '1402', '1501', '1502', '1503', '1504', '1601', '1701', '1702',
].map((n) => `KIA${n}`);

const AMBIENT = 'the ambient mode is not read';
const GATEWAY_API = 'the Gateway API is not read';
/** Codes without a check, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  IST0170: 'one input is one cluster',
  KIA0205: 'a server without a PeerAuthentication takes mutual TLS as well as plaintext: nothing fails',
  KIA0206: 'a server without a PeerAuthentication takes mutual TLS as well as plaintext: nothing fails',
  KIA0107: 'the inventory of a remote cluster is not part of the input',
  KIA1108: 'the old spelling of gateway names still works: a matter of taste',
  KIA1314: 'it is seen on running pods only',
  IST0176: GATEWAY_API,
  IST0167: AMBIENT,
  ...Object.fromEntries(['0109', '0110', '0210', '0211', '0212', '1109', '1110', '1111', '1112', '1113', '1114', '1115', '1116', '1117', '1311', '1312', '1313', '1315', '1316', '1317'].map((n) => [`KIA${n}`, AMBIENT])),
  ...Object.fromEntries(['1401', '1402', '1501', '1502', '1503', '1504', '1601'].map((n) => [`KIA${n}`, GATEWAY_API])),
};

const had = new Set(checks.flatMap((c) => c.equals ?? []));

test.each([['istioctl', IST], ['Kiali', KIA]] as const)('every code of %s that concerns what is read has a check, or a reason why not', (_, codes) => {
  expect(codes.filter((c) => !had.has(c) && EXCEPTIONS[c] === undefined)).toEqual([]);
});
test('codes that checks name exist, and none of them is an exception', () => {
  const known = new Set([...IST, ...KIA]);
  expect([...had].filter((c) => !known.has(c))).toEqual([]);
  expect(Object.keys(EXCEPTIONS).filter((c) => had.has(c))).toEqual([]);
});
