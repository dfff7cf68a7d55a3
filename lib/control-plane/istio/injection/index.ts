export { injectorConfig } from './config';
export { injectorValues } from './values';
export { injectionTemplate } from './templates';
export { TEMPLATE_NAMES, type TemplateName } from './template-names';
