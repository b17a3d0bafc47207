/** A word of the service: one of those that are known, which editors complete, or any other text, since the list may grow. */
export type Word<Words extends string> = Words | (string & {});

/** The two words of most switches. */
export type EnabledOrDisabled = Word<"Enabled" | "Disabled">;
