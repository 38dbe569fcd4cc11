/** What a table of words is: a pattern for each key, or one for each plural category. */

export type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** The same keys as the English table has. */
export type WordsLike<T> = Readonly<Record<keyof T, string | Counted>>;
