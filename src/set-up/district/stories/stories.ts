import { ofEducation } from './education.ts';
import { ofEmployment } from './employment.ts';
import { ofHousing } from './housing.ts';
import { ofProperty } from './property.ts';
import type { Story } from './story.ts';

/** The district's applications of the last weeks: of each service, from all of its channels, in every state. */
export const stories: readonly Story[] = [...ofEmployment, ...ofEducation, ...ofProperty, ...ofHousing];
