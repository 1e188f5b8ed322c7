/** Addresses of the hall. Those of terminals and displays hold the hall's secret key. */
export const paths = {
  window: '/reception',
  live: '/reception/live',
  sit: '/reception/window',
  call: '/reception/call',
  back: '/reception/return',
  keys: '/reception/keys',
  day: '/reception/day',
  dayCsv: '/reception/day.csv',
  terminal: (key: string): string => `/reception/terminal/${key}`,
  ticket: (key: string, id: string): string => `/reception/terminal/${key}/tickets/${id}`,
  display: (key: string): string => `/reception/display/${key}`,
  displayLive: (key: string): string => `/reception/display/${key}/live`,
} as const;
