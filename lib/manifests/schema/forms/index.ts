import type { Form } from './form';
import { NAME_FORMS } from './names';
import { NETWORK_FORMS } from './network';
import { VALUE_FORMS } from './values';

export type { Form } from './form';

/** The forms that fields of Kubernetes' own kinds have, by the names that the generator knows them by. */
export const FORMS = { ...NAME_FORMS, ...NETWORK_FORMS, ...VALUE_FORMS } as const satisfies Readonly<Record<string, Form>>;

export type FormName = keyof typeof FORMS;
