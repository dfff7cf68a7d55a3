import type { ImageSettings } from '../../settings/revision';
import { call, variable, type Go } from '../template/expression';
import { text, type NodeMap, type Text } from '../template/node';
import { annotationOr } from './pod';

/** Which image the pod or the settings name. */
export const setImage = (name: string): string => `$image := ${annotationOr('sidecar.istio.io/proxyImage', name).code}`;
/** That, if it is a whole reference; otherwise what istiod makes of hub, name, tag and the build that the pod wants. */
export const imageOf = (istiods: Go): Text => text`${call('ternary', variable('image'), istiods, call('contains', '/', variable('image')))}` as Text;
export const pullPolicy = ({ pullPolicy }: ImageSettings): NodeMap => ({ imagePullPolicy: pullPolicy });
