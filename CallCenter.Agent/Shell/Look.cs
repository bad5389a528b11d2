using MudBlazor;

namespace CallCenter.Agent.Shell;

/// <summary>The component library speaks with our tokens' voice: same fonts, same radius, no shadows of its own.</summary>
public static class Look
{
    private static readonly string[] Fonts = ["ui-sans-serif", "system-ui", "Segoe UI", "Roboto", "DejaVu Sans", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0a5a8a", Background = "#eef1f4", Surface = "#ffffff", TextPrimary = "#14202b", TextSecondary = "#465567",
            LinesDefault = "#cfd7e0", LinesInputs = "#6b7a8b", TableLines = "#cfd7e0", Divider = "#cfd7e0", ActionDefault = "#465567",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#84c5f4", Background = "#0d1319", Surface = "#161f28", TextPrimary = "#e9eff5", TextSecondary = "#a9b7c5",
            LinesDefault = "#2d3a47", LinesInputs = "#7f8fa0", TableLines = "#2d3a47", Divider = "#2d3a47", ActionDefault = "#a9b7c5",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9375rem", LineHeight = "1.45" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
