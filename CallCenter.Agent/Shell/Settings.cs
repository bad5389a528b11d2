namespace CallCenter.Agent.Shell;

/// <summary>How this nurse likes her console; kept in this browser.</summary>
public sealed class Settings(Browser browser)
{
    public bool Dark { get; private set; }
    public bool SingleKeys { get; private set; } = true;
    public bool OfferSound { get; private set; }

    public event Action? Changed;

    public async Task LoadAsync()
    {
        var theme = await browser.ReadSettingAsync("theme");
        Dark = theme is null ? await browser.PrefersDarkAsync() : theme == "dark";
        SingleKeys = await browser.ReadSettingAsync("single-keys") != "off";
        OfferSound = await browser.ReadSettingAsync("offer-sound") == "on";
        await browser.SetThemeAsync(Theme);
        Changed?.Invoke();
    }

    public async Task SetDarkAsync(bool on)
    {
        Dark = on;
        await browser.SetThemeAsync(Theme);
        await KeepAsync("theme", Theme);
    }

    public Task SetSingleKeysAsync(bool on)
    {
        SingleKeys = on;
        return KeepAsync("single-keys", on ? "on" : "off");
    }

    public Task SetOfferSoundAsync(bool on)
    {
        OfferSound = on;
        return KeepAsync("offer-sound", on ? "on" : "off");
    }

    private string Theme => Dark ? "dark" : "light";

    private async Task KeepAsync(string name, string value)
    {
        await browser.WriteSettingAsync(name, value);
        Changed?.Invoke();
    }
}
