export const ui = {};
export type UiTexts = typeof ui;
