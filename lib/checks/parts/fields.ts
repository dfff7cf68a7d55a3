/** Fields of objects as they were written: nothing of them is sure, nothing of this throws. */
export { entries, fields, items, numberOf, textMap, textOf, texts, type Fields } from '../../effective/istio/fields';
