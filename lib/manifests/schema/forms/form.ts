/** How a value has to look, and how people are told: the message follows the value. */
export interface Form {
  readonly is: (value: never) => boolean;
  readonly message: string;
  readonly help: string;
  /** The value is not shown: it may be a secret. */
  readonly hidden?: true;
}

export const text = (is: (value: string) => boolean, message: string, help: string): Form => ({ is, message, help });
/** Of a number or a text. */
export const either = (is: (value: string | number) => boolean, message: string, help: string): Form => ({ is, message, help });
export const matches = (pattern: RegExp, longest = Infinity) => (value: string): boolean => value.length <= longest && pattern.test(value);
/** The same, or the empty text, which Kubernetes reads as nothing. */
export const orNothing = (form: Form): Form => ({ ...form, is: (value) => value === '' || form.is(value) });
