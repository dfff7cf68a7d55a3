/** Parts of Istio's validation package that no object at the admission webhook can reach. */
export interface Unreachable {
  /** End of the file's path. */
  readonly file: string;
  /** The top-level declaration; left out for a whole file. */
  readonly function?: RegExp;
  /** In the block's text; left out for all of the declaration. */
  readonly text?: RegExp;
  readonly reason: string;
}

const meshConfig = 'judges MeshConfig or MeshNetworks, which istiod reads at start and no webhook sees';
const otherCallers = 'serves other callers (routing, selection, printing, other programs)';
const nullMember = 'a null among the members of a list or map: the API server drops it or the decoder refuses it before this';

export const unreachable: readonly Unreachable[] = [
  { file: 'agent/extensionprovider.go', reason: meshConfig },
  {
    file: 'agent/validation.go', reason: meshConfig,
    function: /MeshConfig|MeshTLS|MeshNetworks|^validateNetwork$|ConnectionSettings$|ServiceSettings|TrustDomain|DrainDuration|DurationRange|ProxyAddress|Lightstep|Zipkin|Datadog|ControlPlaneAuthPolicy|PrivateKeyProvider|ConnectTimeout|ProtocolDetection|^validatePercent$|^validateCustomTags$/,
  },
  { file: 'agent/validation.go', function: /^AppendWarningf$|\(v Validation\) Error$/, reason: otherCallers },
  { file: 'labels/instance.go', function: /SubsetOf|Match$|Equals|String$/, reason: otherCallers },
  { file: 'security/security.go', function: /FilterCipherSuites|IsValidECDHCurve/, reason: otherCallers },
  { file: 'validation/validation.go', function: /^(IsValidateFunc|GetValidateFunc|ValidateMaxServerConnectionAge|IsNegativeDuration)$/, reason: otherCallers },
  { file: 'validation/validation.go', text: /func\(config\.Config\) \(Warning, error\) \{\s*return nil, nil/, reason: 'the empty validator of kinds that are not Istio\'s' },
  { file: '.go', text: /cannot cast to/, reason: 'an object of another type than its own kind\'s' },
  { file: '.go', text: /^\s*if \w+ == nil \{[^}]*(may not be (null|nil)|must not be (null|nil)|cannot be (null|nil)|must be non-null|null config patch|is nil|nil header|have a nil value|cannot have nil|continue|return (nil|errs|v))/, reason: nullMember },
  { file: 'validation/validation.go', text: /^\s*(when|if \w+ == nil|if \w+\.\w+ != nil && len\(\w+\.\w+\) == 0)[^}]*must not be (nil|empty)/, reason: 'an empty list is no list once it is decoded' },
  { file: 'validation/validation.go', function: /^ValidateSidecar$/, text: /only one listener with empty port/, reason: 'the flag behind it is set at the last listener only' },
  { file: 'validation/validation.go', function: /^validateSidecarOutboundTrafficPolicy$/, text: /ALLOW_ANY_DYNAMIC_DNS/, reason: 'the mode is no value of Sidecar\'s enum, so decoding fails first' },
  { file: 'validation/validation.go', text: /unsupported resolution type|location must be MESH_EXTERNAL or|proxy protocol version is invalid/, reason: 'no further value of the enum gets through decoding' },
  { file: 'validation/validation.go', function: /^ValidateStrictHTTPHeaderName$/, text: /header name cannot be empty/, reason: 'its one caller has refused the empty name before' },
  { file: 'validation/validation.go', function: /^asJSON$/, text: /err\.Error/, reason: 'a decoded message always has a JSON form' },
  { file: 'validation/virtualservice.go', function: /^validateHTTPRouteConflict$/, text: /redirect and direct_response/, reason: 'the branch before it has taken every route with a redirect' },
  { file: 'validation/virtualservice.go', function: /^validateHTTPRouteMatchRequest$/, text: /cannot be null/, reason: nullMember },
  { file: 'security/security.go', function: /^CheckServiceAccount$/, text: /found empty serviceAccount/, reason: 'an empty value has been refused before' },
  { file: 'envoyfilter/envoyfilter.go', function: /^recurse/, text: /if (err != nil|!ok|message == nil) /, reason: 'the types have been resolved when the patch was built' },
  { file: 'envoyfilter/envoyfilter.go', text: /failed to find deprecated types/, reason: 'the types have been resolved when the patch was built' },
];
