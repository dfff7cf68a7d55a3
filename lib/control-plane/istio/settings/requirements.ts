import type { ResourceRequirements } from '../../../manifests/types';
import type { Resources } from '../props/common';

/** As a container says it. */
export const requirements = ({ limits, requests }: Resources): ResourceRequirements => ({ ...(limits && { limits: { ...limits } }), ...(requests && { requests: { ...requests } }) });
