import './request.ts';
export type { PageContext, Site, Tone } from './context.ts';
export { pathIn } from './frame.ts';
export { layout, screen } from './layout.ts';
export type { LayoutProps } from './layout.ts';
export { partsPage } from './gallery/page.ts';
export { accessibilityPage, failurePage, helpPage, homeFrame, offlinePage } from './pages.ts';
export type { FailurePageProps, HomePaths } from './pages.ts';
export { attributes, describedBy, writtenIn } from './parts/attributes.ts';
export { card, cards, documentCard, donePanel, heading, hero, row } from './parts/card.ts';
export type { CardProps, DocumentCardProps, DonePanelProps, HeadingProps, HeroProps } from './parts/card.ts';
export { barChart, columnChart } from './parts/chart.ts';
export type { Bar, BarChartProps, ColumnChartProps, ColumnGroup } from './parts/chart.ts';
export { checkbox, checkboxes, fieldset, radios } from './parts/choice.ts';
export type { CheckboxProps, CheckboxesProps, Choice, GroupProps, RadiosProps } from './parts/choice.ts';
export { dateField, datePartsOf, isoDateOf, readDateParts } from './parts/date-field.ts';
export type { DateFieldProps, DatePart, DateParts } from './parts/date-field.ts';
export { desk, queue } from './parts/desk.ts';
export type { DeskProps, QueueItem } from './parts/desk.ts';
export { errorMessage, fileField, passwordField, select, textField, textarea } from './parts/field.ts';
export type {
  FieldProps,
  FieldWidth,
  FileFieldProps,
  Option,
  PasswordFieldProps,
  SelectProps,
  TextFieldProps,
  TextareaProps,
} from './parts/field.ts';
export { button, buttonGroup, buttonLink, errorOf, errorSummary, form } from './parts/form.ts';
export type { ButtonLinkProps, ButtonProps, ButtonVariant, ErrorSummaryProps, FieldError, FormProps } from './parts/form.ts';
export { icon } from './parts/icon.ts';
export type { IconName } from './parts/icon.ts';
export { facts, steps, summaryList, taskList, timeline } from './parts/lists.ts';
export type { Fact, StepsProps, SummaryListProps, SummaryRow, Task, TimelineEvent, TimelineProps } from './parts/lists.ts';
export { backLink, breadcrumbs, details, navigation, searchField } from './parts/navigation.ts';
export type { Breadcrumb, NavigationItem, SearchFieldProps } from './parts/navigation.ts';
export { picture } from './parts/picture.ts';
export type { PictureProps } from './parts/picture.ts';
export { alert, deadline, scriptsNeeded, statusTag, verdict } from './parts/status.ts';
export type { AlertProps, DeadlineProps, Outcome, StatusProps, VerdictCheck, VerdictProps } from './parts/status.ts';
export { emptyState, filters, pagination, table } from './parts/table.ts';
export type { Column, EmptyStateProps, FiltersProps, PaginationProps, TableProps } from './parts/table.ts';
export { assetUrls, assetsPath, buildStyles } from './assets.ts';
export type { AssetManifest } from './assets.ts';
export { signingIslands, signingPanel } from './signing.ts';
export type { SigningConfig, SigningPanelProps } from './signing.ts';
