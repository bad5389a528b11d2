using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>
/// Looks at a screen in both themes and two sizes, and has axe look at it. Pictures go beside the program (<c>screens</c>);
/// <c>CALLCENTER_UPDATE_SCREENSHOTS=1</c> renews those in <c>docs/screenshots</c>.
/// </summary>
internal sealed class Looks
{
    private readonly List<string> _findings = [];

    private static string Folder { get; } = Directory.CreateDirectory(Environment.GetEnvironmentVariable("CALLCENTER_UPDATE_SCREENSHOTS") == "1"
        ? Sources.Folder("docs", "screenshots")
        : Path.Combine(AppContext.BaseDirectory, "screens")).FullName;

    public async Task AtAsync(IPage page, string name, bool hasDark = true)
    {
        await PictureAsync(page, name, 1920, 1080, "-wide");
        await PictureAsync(page, name, 1280, 800, "");
        await AxeAsync(page, name);
        if (!hasDark) return;
        await page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
        await PictureAsync(page, name, 1280, 800, "-dark");
        await AxeAsync(page, name + " in the dark");
        await page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
    }

    public void AssertClean() => Assert.True(_findings.Count == 0, string.Join('\n', _findings));

    private static async Task PictureAsync(IPage page, string name, int width, int height, string kind)
    {
        await page.SetViewportSizeAsync(width, height);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}{kind}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    private async Task AxeAsync(IPage page, string name)
    {
        var result = await page.RunAxe();
        _findings.AddRange(result.Violations.SelectMany(v => v.Nodes.Select(n => $"{name}: {v.Id} ({v.Impact}): {v.Help}: {n.Html}")));
    }
}
