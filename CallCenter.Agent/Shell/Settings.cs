namespace CallCenter.Agent.Shell;

/// <summary>How this nurse likes her console; kept in this browser.</summary>
public sealed class Settings(Browser browser)
{
    public bool Dark { get; private set; }
    public bool SingleKeys { get; private set; } = true;
    public bool OfferSound { get; private set; }

    public KeyMap Keys { get; } = new();

    public event Action? Changed;

    public async Task LoadAsync()
    {
        var theme = await browser.ReadSettingAsync("theme");
        Dark = theme is null ? await browser.PrefersDarkAsync() : theme == "dark";
        SingleKeys = await browser.ReadSettingAsync("single-keys") != "off";
        Keys.Read(await browser.ReadSettingAsync("keys"));
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

    /// <summary>Gives a deed another key.</summary>
    /// <returns>Why it cannot have it; null when it has it now.</returns>
    public async Task<string?> SetKeyAsync(string delivered, string wished)
    {
        if (Keys.WhyNot(delivered, wished) is { } why) return why;
        Keys.Put(delivered, wished);
        await KeepAsync("keys", Keys.Write());
        return null;
    }

    public Task ResetKeysAsync()
    {
        Keys.Reset();
        return KeepAsync("keys", "");
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
