import { readFileSync } from 'node:fs';
import { CallError } from '../../../constructs/call-error';
import { isObject } from '../../../manifests/is-object';
import type { Manifest } from '../../../manifests/manifest';
import { NO_OBJECT, readManifests } from '../../../manifests/yaml';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { factsOf, type ChartFacts } from './facts';
import { laidOn } from './on-objects';
import { Misfit } from './rebase';
import { asserted, leavesOf } from './leaves';
import { stateOf } from './state-of';

/** Objects of files that Helm rendered. */
export function readRendered(at: string, files: string | readonly string[]): readonly Manifest[] {
  const all = typeof files === 'string' ? [files] : files;
  if (all.length === 0) throw new CallError(at, 'rendered names no file', "helm template istiod istio/istiod -n istio-system > istiod.yaml, and rendered: ['base.yaml', 'istiod.yaml']");
  return all.flatMap((file) => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      throw new CallError(at, `rendered file '${file}' cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
        `paths are taken from the folder that the program runs in, ${process.cwd()}; what Helm renders is written to a file: helm template istiod istio/istiod -n istio-system > istiod.yaml`);
    }
    const { manifests, diagnostics } = readManifests(text, file);
    // Templates that write nothing leave documents of comments.
    const problem = diagnostics.find((d) => d.severity === 'error' && !(d.code === NO_OBJECT && /found nothing/.test(d.message)));
    if (problem) throw new CallError(at, `rendered file '${file}': ${problem.message}`, problem.help);
    return manifests.map((m) => m.manifest);
  });
}

/** Props that say what is rendered: they may agree with it, but change nothing. */
const GIVEN = ['namespace', 'revision'] as const;
/** Props that are not about the objects of the charts, or are seen to elsewhere. */
const ELSEWHERE: ReadonlySet<string> = new Set(['version', 'profile', 'createNamespace', 'crds', 'scope', 'hints', 'labels', 'disableResourceNameHashes', ...GIVEN]);

/** The typed props, laid on objects that were rendered without them, one prop after the other. */
export function withProps(at: string, props: IstioControlPlaneProps, objects: readonly Manifest[]): readonly Manifest[] {
  const facts = factsOf(at, objects);
  for (const name of GIVEN) {
    if (props[name] !== undefined && props[name] !== facts[name]) throw new CallError(at, `${name} '${props[name]}' is not what was rendered: ${facts[name] === undefined ? 'that is the default revision' : `'${facts[name]}'`}`, 'its objects are named after it: render the charts anew, or leave the prop out');
  }
  for (const [name, component] of [['cni', 'cni'], ['ambient', 'ztunnel']] as const) {
    const wanted = props[name];
    const place = isObject(wanted) ? wanted.namespace : undefined;
    if (place !== undefined && place !== facts[component]) throw new CallError(at, `${name}.namespace '${String(place)}' is not where the chart ${component} was rendered: '${facts[component]}'`, 'render it for that namespace, or leave the prop out');
    if (wanted !== undefined && (wanted !== false) !== (facts[component] !== undefined)) throw new CallError(at, `${name} cannot be laid on rendered files: ${wanted === false ? 'they have' : 'they lack'} the chart ${component}`, `render the chart ${component} ${wanted === false ? 'no longer' : 'too'}`);
  }
  if (props.remote !== undefined && facts.remote === undefined) throw new CallError(at, 'remote cannot be laid on rendered files: they have an istiod of their own', 'render them for a remote cluster: --set istiodRemote.enabled=true --set configMap=false --set global.omitSidecarInjectorConfigMap=true --set global.remotePilotAddress=…');
  let now: IstioControlPlaneProps = baseOf(facts);
  let state = stateOf(at, now);
  let out = objects;
  // First what the others stand on.
  const names = ([...new Set(['profile', 'meshConfig', ...Object.keys(props).filter((name) => !ELSEWHERE.has(name))])] as (keyof IstioControlPlaneProps)[]).filter((name) => props[name] !== undefined);
  for (const name of names) {
    // What the files say of these stays where the prop does not say otherwise.
    const value = isObject(now[name]) && (isObject(props[name]) || props[name] === true) ? { ...(now[name] as object), ...(isObject(props[name]) ? props[name] : {}) } : props[name];
    const next = { ...now, [name]: value };
    const leaves = name !== 'profile' && props[name] !== true && value !== now[name] ? leavesOf(now, name, props[name]) : [];
    const after = stateOf(at, next);
    try {
      out = laidOn(state, after, out);
      for (const leaf of leaves) out = asserted(at, next, leaf, after, out);
    } catch (error) {
      if (!(error instanceof Misfit)) throw error;
      throw new CallError(at, `${name} cannot be laid on the rendered objects: ${error.message}`, 'say it with values of the charts, and render them anew');
    }
    [now, state] = [next, after];
  }
  return out;
}

function baseOf(facts: ChartFacts): IstioControlPlaneProps {
  const { namespace, revision, hub, tag, clusterDomain, clusterName, trustDomain, cni, ztunnel, defaultRevision, remote, network } = facts;
  return {
    // What follows from the rest is left to it.
    profile: 'upstream', namespace, revision, defaultRevision: defaultRevision === (revision ?? 'default') ? undefined : defaultRevision, image: { hub, tag }, clusterDomain, clusterName, trustDomain, remote, network, createNamespace: false, crds: 'skip',
    cni: cni === undefined ? false : { namespace: cni }, ambient: ztunnel === undefined ? false : { namespace: ztunnel },
  };
}
