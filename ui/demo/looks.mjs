// Every look: theme × direction × width × language.

export const THEMES = ["light", "dark"];
export const DIRECTIONS = ["ltr", "rtl"];
export const WIDTHS = [320, 1000];
export const LANGUAGES = ["en", "de", "pl"];

/** All of them: 24. */
export const LOOKS = THEMES.flatMap((theme) => DIRECTIONS.flatMap((dir) => WIDTHS.flatMap((width) => LANGUAGES.map((lang) => ({ theme, dir, width, lang })))));

/** The fewest in which every pair of two choices stands together: 6. */
export const PAIRS = [
  ["light", "ltr", 1000, "en"],
  ["dark", "rtl", 320, "en"],
  ["dark", "ltr", 1000, "de"],
  ["light", "rtl", 320, "de"],
  ["dark", "ltr", 320, "pl"],
  ["light", "rtl", 1000, "pl"],
].map(([theme, dir, width, lang]) => ({ theme, dir, width, lang }));
