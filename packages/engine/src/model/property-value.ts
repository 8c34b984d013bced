export type Scalar = string | number | boolean;

/** What a property may hold. Missing and null are the same: the property is not there. */
export type PropertyValue = Scalar | readonly Scalar[];

/**
 * Flat properties by name. Nested objects are flattened on the way in: `{ a: { b: 1 } }` is `{ 'a.b': 1 }`.
 * Made with a null prototype where names come from outside, so `__proto__` is a name like any other.
 */
export type Properties = Readonly<Record<string, PropertyValue>>;
