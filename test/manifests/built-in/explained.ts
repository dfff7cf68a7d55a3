import type { Manifest } from '../../../lib/manifests/manifest';
import type { Verdict } from './verdicts';

/** A difference that is known and stays. */
export interface Explanation {
  readonly why: string;
  /** The API server's verdict, and not ours. */
  readonly theirs: Verdict;
  /** What of the mutant's name shows it. */
  readonly name: RegExp;
  readonly holds?: (manifest: Manifest) => boolean;
}

const somewhere = (holds: (value: unknown, key: string) => boolean) => (manifest: Manifest): boolean => {
  const visit = (value: unknown, key: string): boolean => holds(value, key) || (typeof value === 'object' && value !== null && Object.entries(value).some(([name, inner]) => visit(inner, name)));
  return visit(manifest, '');
};

/** Differences that are known and stay, each with its reason. */
export const explanations: readonly Explanation[] = [
  // We refuse what the server takes
  { theirs: '.', name: /null/, holds: somewhere((value) => value === null), why: 'the server reads a null in a list as an empty value; nobody means that' },
  { theirs: '.', name: /= "/, holds: somewhere((value) => typeof value === 'string' && /^(?!$)[+-]?\.?(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(value)), why: 'the server reads a quantity without a digit as 0; nobody means that' },
  { theirs: '.', name: /nodePort/, holds: somewhere((value, key) => key === 'nodePort' && typeof value === 'number' && (value < 0 || value > 65535)), why: 'no port: the server finds that out where it gives it to the Service, which it does not do for a try' },
  { theirs: '.', name: /clusterTrustBundle|podCertificate/, why: 'a field that a cluster knows only where a feature is switched on: this one drops it unread' },
  // The server refuses what we take
  { theirs: 'x', name: /[eE]xpression|spec\.variables|spec\.validations/, why: 'expressions are compiled by the server alone' },
  { theirs: 'x', name: /metadata .*finalizers/, why: 'kinds of the core ask for a domain before the name of a finalizer, others do not' },
  { theirs: 'x', name: /^CustomResourceDefinition, metadata .*generateName/, why: 'a definition with a name that is made up could never have the right one; nobody asks for it' },
  { theirs: 'x', name: /tolerations\[\d\]|minReplicas|hostUsers|hostNetwork/, holds: somewhere((value, key) => (key === 'operator' && (value === 'Lt' || value === 'Gt')) || (key === 'minReplicas' && value === 0) || (key === 'hostUsers' && value === false)), why: 'what a cluster takes only where a feature is switched on: one that has it is not refused' },
  { theirs: 'x', name: /timeZone/, why: 'zones of time are in a data base that changes each year' },
  { theirs: 'x', name: /openAPIV3Schema|subresources|selectableFields/, why: 'what stands inside of the schemas of custom resources is for those who write them; ours are generated' },
  { theirs: 'x', name: /clusterIPs?\b/, holds: ({ kind }) => kind === 'Service', why: 'whether an address is one of the cluster, and free, depends on the cluster' },
  { theirs: 'x', name: /priority|preemptionPolicy|overhead|runtimeClassName|schedulingGates/, why: 'what an admission plugin sets or refuses, by other objects of the cluster' },
  { theirs: 'x', name: /^Secret/, holds: ({ data, stringData }) => Object.keys({ ...data as object, ...stringData as object }).length === 0, why: 'what is secret is often left out where objects are kept or shown, and objects without it are checked, too' },
  { theirs: 'x', name: /claims/, why: 'claims of devices are nothing that a mesh needs' },
  { theirs: 'x', name: /hugepages-/, why: 'sizes of huge pages are nothing that a mesh needs' },
  { theirs: 'x', name: /dataSource/, why: 'sources of the content of volumes are nothing that a mesh needs' },
];

export const explanationOf = (name: string, manifest: Manifest, theirs: Verdict): Explanation | undefined =>
  explanations.find((one) => one.theirs === theirs && one.name.test(name) && (one.holds === undefined || one.holds(manifest)));
