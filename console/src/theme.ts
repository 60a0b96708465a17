import { createTheme, Notification, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Glowing rock: dark enough below white text from shade 8 on. */
const ember: MantineColorsTuple = [
  "#fff1e8",
  "#ffe0cf",
  "#fbbf9f",
  "#f79c6b",
  "#f37e40",
  "#f16a24",
  "#e85d16",
  "#c94a0a",
  "#b03e05",
  "#8f3000",
];

export const theme = createTheme({
  primaryColor: "ember",
  primaryShade: 8,
  colors: { ember },
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  headings: { fontWeight: "600" },
  // Its cross has no name of its own.
  components: { Notification: Notification.extend({ defaultProps: { closeButtonProps: { "aria-label": "Close" } } }) },
});

/** Mantine's own are too pale for small text: these have a contrast of 4.5 and more on what they stand on. */
export const contrasts: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c6369",
    "--mantine-color-placeholder": "#666e75",
    "--mantine-color-error": "#c01f1f",
  },
  dark: {
    "--mantine-color-dimmed": "#b0b0b0",
    "--mantine-color-placeholder": "#9d9d9d",
    "--mantine-color-error": "#ff8787",
  },
});
