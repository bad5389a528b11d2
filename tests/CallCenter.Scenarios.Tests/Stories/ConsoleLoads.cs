using CallCenter.Scenarios.Tests.Harness;
using Microsoft.Playwright;

namespace CallCenter.Scenarios.Tests.Stories;

/// <summary>The console is a download before it is a console: what gets stuck begins anew by itself, and what cannot be had is said.</summary>
public sealed class ConsoleLoads(Chromium chromium) : Scenario(chromium)
{
    private const string Engine = "**/_framework/dotnet.native*.wasm";
    private Nurse _nurse = null!;
    private int _asked;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _nurse = await NurseAsync();
    }

    [Fact]
    public async Task Given_a_file_that_never_comes_when_nothing_moves_for_a_while_then_the_page_begins_anew_and_she_signs_in()
    {
        await _nurse.HasOwnClock().Downloads(Engine, route => ++_asked == 1 ? Task.CompletedTask : route.ContinueAsync());
        await _nurse.Opens("sign-in").SeesText("The nurse console is loading");
        await Line.UntilAsync(() => Task.FromResult(_asked == 1), TimeSpan.FromSeconds(30), () => Task.FromResult("The engine was never asked for."));
        await _nurse.Page.Clock.RunForAsync(20_000);
        await _nurse.SignsIn();
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Given_files_that_cannot_be_had_when_the_console_was_begun_three_times_then_she_is_told_what_to_do_and_her_button_begins_again()
    {
        await _nurse.Downloads(Engine, route => ++_asked > 0 ? route.AbortAsync() : Task.CompletedTask);
        await _nurse.Opens("sign-in").SeesText("The nurse console does not load").SeesText("tell your supervisor by telephone").PleasesAxe("a console that does not load");
        await Assertions.Expect(_nurse.Page.Locator("#start-again")).ToBeFocusedAsync();
        Assert.True(_asked >= 3, $"The engine was asked for {_asked} times.");

        await _nurse.Page.Context.UnrouteAllAsync();
        await _nurse.PressesKey("Enter").SignsIn();
    }
}
