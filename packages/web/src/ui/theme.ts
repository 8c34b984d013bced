import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const indigo: MantineColorsTuple = [
  '#eef1fd',
  '#dce2fa',
  '#b8c3f4',
  '#92a3ee',
  '#7186e8',
  '#5a72e4',
  '#4a63dd',
  '#3f55c4',
  '#364ba8',
  '#2b3d8d',
];

/** Greys of the dark scheme, as cool as its ground: text, borders, fields, grounds. */
const dark: MantineColorsTuple = [
  '#e0e3e7',
  '#c3c8cf',
  '#8f96a0',
  '#656c76',
  '#3c424a',
  '#32363d',
  '#23272d',
  '#1b1e22',
  '#17191d',
  '#111316',
];

const QUICK = { duration: 120 };
const CLOSE = { 'aria-label': 'Close' };
/** What a panel or a dialog is about reads as a heading. */
const TITLED = { title: { fontWeight: 600 } };

/** The tokens of the app: one typeface, six sizes, steps of four, one accent. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: indigo, dark },
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { sm: '6px', md: '8px', lg: '8px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Drawer: { defaultProps: { transitionProps: QUICK, closeButtonProps: CLOSE, styles: TITLED } },
    Modal: { defaultProps: { transitionProps: QUICK, closeButtonProps: CLOSE, styles: TITLED } },
    Popover: { defaultProps: { transitionProps: QUICK } },
    Menu: { defaultProps: { transitionProps: QUICK } },
  },
});

/** Colours that mean something, for both schemes. Text on the page's ground keeps 4.5:1 with each of them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565d66',
    '--mantine-color-placeholder': '#6b727b',
    '--cusp-ground': '#ffffff',
    '--cusp-ground-quiet': '#f7f8fa',
    '--cusp-skeleton': '#f0f2f4',
    '--cusp-border': '#e3e6ea',
    '--cusp-edge': 'rgb(31 35 40 / 14%)',
    '--cusp-entered': '#1f7a3d',
    '--cusp-exited': '#c22f2f',
    '--cusp-stale': '#93590a',
    '--cusp-unknown': '#6b727b',
    '--cusp-accent-quiet': '#eef1fd',
    '--cusp-accent-text': '#3f55c4',
  },
  dark: {
    '--mantine-color-dimmed': '#a7adb6',
    '--mantine-color-placeholder': '#8f96a0',
    '--mantine-color-body': '#17191d',
    '--cusp-ground': '#17191d',
    '--cusp-ground-quiet': '#1e2126',
    '--cusp-skeleton': '#22262b',
    '--cusp-border': '#32363d',
    '--cusp-edge': 'rgb(0 0 0 / 55%)',
    '--cusp-entered': '#5bc27e',
    '--cusp-exited': '#f28b82',
    '--cusp-stale': '#e0a84f',
    '--cusp-unknown': '#8f96a0',
    '--cusp-accent-quiet': '#262d4d',
    '--cusp-accent-text': '#a5b3f5',
  },
});
