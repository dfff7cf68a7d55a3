import type { Difference, Found } from './compare';

/** A rule: what the path looks like, and perhaps the kind, and what else must hold. */
function rule(why: string, path: RegExp, where: { readonly kind?: RegExp; readonly name?: RegExp; readonly holds?: (found: Found) => boolean } = {}): Difference {
  return { why, of: (f) => path.test(f.path) && (where.kind?.test(f.kind) ?? true) && (where.name?.test(f.name) ?? true) && (where.holds?.(f) ?? true) };
}
const label = (name: string): RegExp => new RegExp(`metadata\\.labels(\\.|\\[')${name.replace(/[.]/g, '\\.')}('\\])?$`);
const onlyOurs = (f: Found): boolean => f.theirs === undefined;
const onlyTheirs = (f: Found): boolean => f.ours === undefined;

/** Where our objects are not as those of the charts, and why they are meant so. A difference that is not here fails the suite, and so does a rule that nothing needs. */
export const differences: readonly Difference[] = [
  // ── labels ──
  rule('who manages an object is not Helm', label('app.kubernetes.io/managed-by'), { holds: (f) => f.ours === 'cdk8s-mesh' && f.theirs === 'Helm' }),
  rule('there is no release of Helm whose name an object could carry', label('(release|app.kubernetes.io/instance)'), { holds: onlyTheirs }),
  rule('the version of a chart is no fact of an object, and changes each of them with every release', label('(helm.sh/chart|app.kubernetes.io/version)'), { holds: onlyTheirs }),
  rule('the operator that read these labels is gone', label('(install.operator.istio.io/owning-resource|operator.istio.io/component)'), { holds: onlyTheirs }),

  // ── objects that only one side has ──
  rule('the namespace is part of what is installed; `helm install --create-namespace` makes it outside of the chart', /^$/, { kind: /^Namespace$/, holds: onlyOurs }),
  rule('a copy of Helm\'s values that nothing reads', /^$/, { kind: /^ConfigMap$/, name: /^values(-|$)/, holds: onlyTheirs }),

  rule('a quota that admits istiod\'s critical pods, where the platform wants one', /^$/, { kind: /^ResourceQuota$/, name: /^istiod-critical-pods$/, holds: onlyOurs }),
  rule('an admission policy is the cluster\'s, though the chart has it among what lives in namespaces', /^$/, { kind: /^ValidatingAdmissionPolicy(Binding)?$/, name: /^stable-channel-policy-/ }),
  rule('a network policy lives in a namespace, though the charts write it among what is the cluster\'s as well', /^$/, { kind: /^NetworkPolicy$/, name: /^(istio-cni|ztunnel)(-|$)/, holds: onlyTheirs }),

  // ── several clusters ──
  rule('who keeps the endpoints of a Service is not Helm', label('endpointslice.kubernetes.io/managed-by'), { kind: /^EndpointSlice$/, holds: (f) => f.ours === 'cdk8s-mesh' && f.theirs === 'Helm' }),
  rule('no pods of istiod run in a remote cluster that a network policy could be about', /^$/, { kind: /^NetworkPolicy$/, name: /^istiod(-|$)/, holds: onlyTheirs }),
  rule('proxies of a remote cluster are led to the Service of their revision; the chart names that of the default one, which is not there', /^data\.mesh\.defaultConfig\.discoveryAddress$/, { kind: /^ConfigMap$/, holds: (f) => String(f.ours).replace(/^istiod-[\w-]+?(-remote)?\./, 'istiod$1.') === f.theirs }),

  rule('a Service that is a name of elsewhere has no families of addresses: the API server refuses it', /^spec\.ipFamil(ies|yPolicy)$/, { kind: /^Service$/, name: /^istiod(-|$)/, holds: (f) => f.ours === undefined && /"ExternalName"/.test(JSON.stringify(f.object)) }),

  // ── istiod ──
  rule('a CA that is said to be there is waited for: without it istiod would make one of its own', /^spec\.template\.spec\.volumes\.cacerts\.secret\.optional$/, { kind: /^Deployment$/, holds: onlyTheirs }),
  rule('the certificate that istio-csr makes for istiod is waited for', /^spec\.template\.spec\.volumes\.istio-csr-dns-cert\.secret\.optional$/, { kind: /^Deployment$/, holds: onlyTheirs }),
  rule('istiod runs where the taint is that it takes away, whatever its key is; the chart knows Istio\'s own only', /^spec\.template\.spec\.tolerations$/, { kind: /^Deployment$/, holds: (f) => JSON.stringify(f.ours).includes('example.com/no-cni') && JSON.stringify((f.ours as unknown[]).filter((t) => !JSON.stringify(t).includes('no-cni'))) === JSON.stringify(f.theirs) }),
  rule('a variable that is given replaces istiod\'s own; the chart writes it twice, and the last one counts', /\.env\.(PILOT_TRACE_SAMPLING|CLUSTER_ID|PLATFORM)\.value$/, { kind: /^Deployment$/, holds: (f) => f.ours === '7' || f.ours === 'mine' }),
  rule('nobody is approved for without a signer; the chart\'s rule without names is for every signer', /^rules\['\{"apiGroups":\{"certificates\.k8s\.io":true\},"resources":\{"signers":true\},"verbs":/, { kind: /^ClusterRole$/, holds: onlyTheirs }),
  rule('no sampling is said; the chart would leave it to istiod, which samples 1 %', /\.env\.PILOT_TRACE_SAMPLING$/, { kind: /^Deployment$/, holds: (f) => JSON.stringify(f.ours) === '{"value":"0"}' && f.theirs === undefined }),
  rule('the charts know no EKS; istiod asks for OpenShift only', /\.env\.PLATFORM\.value$/, { kind: /^Deployment$/, holds: (f) => f.ours === 'eks' && f.theirs === undefined }),

  rule('an empty list of the mesh config is an empty list; merged by Helm it leaves the default', /^data\.mesh\.(defaultProviders|serviceScopeConfigs)/, { kind: /^ConfigMap$/, holds: (f) => f.ours === undefined && /: \[\]/.test(JSON.stringify(f.object)) }),
  rule('the Service of a tag is as that of its revision', /^spec\.trafficDistribution$/, { kind: /^Service$/, name: /^istiod-revision-tag-/, holds: onlyOurs }),

  // ── admission policies ──
  rule('conditions in our own words, with a message: that they decide alike is a case of this suite', /^spec\.(validations\[|variables$)/, { kind: /^ValidatingAdmissionPolicy$/ }),
  rule('the chart labels all of its objects but this one', /^metadata\.labels$/, { kind: /^ValidatingAdmissionPolicyBinding$/, holds: onlyOurs }),

  // ── webhooks ──
  rule('what istiod writes itself is not written: see docs/decisions/0004-webhooks-of-istiod.md', /^webhooks\['[\w.]*validation\.istio\.io'\]\.failurePolicy$/, { kind: /^ValidatingWebhookConfiguration$/, holds: (f) => f.ours === undefined && f.theirs === 'Ignore' }),

  // ── injection ──
  rule('templates are our own; what they inject is compared by the suite injection', /^data\.config\.templates\./, { kind: /^ConfigMap$/, name: /^istio-sidecar-injector(-|$)/ }),
  rule('a template for istiods before 1.10', /^data\.config\.template$/, { kind: /^ConfigMap$/, holds: onlyTheirs }),
  rule('our templates have the values written into them; what istiod itself reads is there', /^data\.values\./, { kind: /^ConfigMap$/, name: /^istio-sidecar-injector(-|$)/, holds: onlyTheirs }),

  rule('its default, said', /^data\.values\.global\.proxy\.holdApplicationUntilProxyStarts$/, { kind: /^ConfigMap$/, holds: (f) => f.ours === false && f.theirs === undefined }),

  // ── gateways ──
  rule('the chart labels all objects of a gateway but this one', label('(app.kubernetes.io/managed-by|app.kubernetes.io/part-of)'), { kind: /^NetworkPolicy$/, holds: onlyOurs }),
  rule('a gateway between networks is reached at the ports of its Service; the chart opens those of a gateway for users', /^spec\.ingress\['\{"ports":\[\{"port":(15443|15012|15017|80|443),/, {
    kind: /^NetworkPolicy$/, holds: (f) => JSON.stringify(f.object?.spec).includes('15443') && (f.theirs === undefined) === /"port":15/.test(f.path),
  }),
];
